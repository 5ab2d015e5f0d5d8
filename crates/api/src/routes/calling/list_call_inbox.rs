//! `GET /v1/call-inbox`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::Caller;
use crate::list::{List, Listing, Paging};
use crate::wire::call::{Call, CallFilter};

/// List calls that belong to no known client.
///
/// Say which client each call was with by `POST /v1/calls/{id}/match`. The filters are those of `/v1/calls`.
#[utoipa::path(tag = "calls", params(CallFilter, Paging<CallFilter>), responses((status = 200, body = List<Call>)))]
#[get("/call-inbox")]
pub async fn list_call_inbox(ctx: Data<Ctx>, caller: Caller, listing: Listing<CallFilter>) -> Result<List<Call>, Problem> {
    let filter = listing.filter.read(&ctx.company.region)?;
    let page = app::calling::list_call_inbox(&ctx, &caller, filter, listing.page.clone()).await?;
    List::of(&listing, page)
}
