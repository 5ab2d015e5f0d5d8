//! Authentication: who calls? It knows tokens, keys and passwords; what the person may then do is `domain::access`.

pub mod access_token;
mod authenticate;
mod bearers;
mod client_credentials;
mod fresh;
mod gates;
mod kept_issuer;
mod keyring;
mod keys;
mod memory;
pub mod password;
mod password_grant;
mod refresh;
mod revoke;
mod seal;
pub mod secret;

use domain::org::sessions::RefreshToken;
use secrecy::SecretString;

pub use authenticate::{AuthError, Authenticated, Refused, authenticate, current_actor};
pub use bearers::Pass;
pub use client_credentials::client_credentials;
pub(crate) use gates::{Gate, OpenSecrets, seal_name};
pub use kept_issuer::{kept_issuer, move_issuer};
pub use keys::{jwks, open_keys, rotate_keys};
pub use memory::Auth;
pub use password_grant::password_grant;
pub use refresh::refresh;
pub use revoke::revoke;

use self::access_token::Claims;
use self::secret::NoRandomness;
use crate::prelude::*;

/// How long a login lasts without a new password.
const LOGIN_DAYS: i64 = 30;

/// The answer to a grant (RFC 6749 §5.1).
#[derive(Debug)]
pub struct Granted {
    /// The access token.
    pub access_token: String,
    /// Seconds that it lives.
    pub expires_in: i64,
    /// What the next one is got with; machines have none.
    pub refresh_token: Option<SecretString>,
    /// What it is good for, if it is limited.
    pub scope: Option<String>,
}

/// Why a grant was refused; RFC 6749 §5.2 has the codes.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The machine is not known, or its key is dead.
    #[error("the client is unknown, or its key is wrong, expired or revoked")]
    Client,
    /// Wrong name or password, dead refresh token.
    #[error("{0}")]
    Grant(&'static str),
    /// More was asked for than the key has.
    #[error("the key does not have the scope {0}")]
    Scope(String),
    /// It could not be decided.
    #[error(transparent)]
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for GrantError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The access token of a login: for its person, bound to its family.
fn claims_of(auth: &Auth, login: &RefreshToken, now: domain::Instant) -> Result<Claims, NoRandomness> {
    let claims = auth.issuer.claims(login.user_id.to_string(), "baton".to_owned(), secret::random_id()?, now);
    Ok(Claims { ver: Some(login.token_version), sid: Some(login.family.to_string()), ..claims })
}

#[cfg(test)]
mod tests;
