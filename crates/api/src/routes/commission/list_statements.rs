//! `GET /v1/commission/statements`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::statement::{Statement, StatementFilter};

/// List statements.
///
/// Your own, those of your unit if you head it, all for finance and the director; oldest first.
#[utoipa::path(tag = "commission", params(StatementFilter, Paging<StatementFilter>), responses((status = 200, body = List<Statement>)))]
#[get("/commission/statements")]
pub async fn list_statements(ctx: Data<Ctx>, caller: Caller, listing: Listing<StatementFilter>) -> Result<List<Statement>, Problem> {
    let page = app::commission::list_statements(&ctx, &caller, (&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
