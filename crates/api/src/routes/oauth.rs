//! Tokens, and the keys by which others may check them. Open to all.

use super::table::Table;

mod get_jwks;
mod issue_token;
mod revoke_token;

/// Operations outside `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(issue_token::issue_token).service(revoke_token::revoke_token).service(get_jwks::get_jwks);
}
