//! `GET /v1/calls`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::call::{Call, CallFilter};

/// List calls.
///
/// In the order in which they were first reported, or by `started_at`.
#[utoipa::path(tag = "calls", params(CallFilter, Paging<CallFilter>), responses((status = 200, body = List<Call>)))]
#[get("/calls")]
pub async fn list_calls(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, listing: Listing<CallFilter>) -> Result<List<Call>, Problem> {
    let filter = listing.filter.read(&ctx.company.region)?;
    let page = app::calling::list_calls(&ctx, &caller, filter, listing.page.clone()).await?;
    List::of(&listing, page)
}
