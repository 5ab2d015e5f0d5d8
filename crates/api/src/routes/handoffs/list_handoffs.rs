//! `GET /v1/handoffs`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::handoff::{Handoff, HandoffFilter};

/// List handoffs.
///
/// Oldest first, or by `due_at`, which lists only handoffs with a step due.
#[utoipa::path(tag = "handoffs", params(HandoffFilter, Paging<HandoffFilter>), responses((status = 200, body = List<Handoff>)))]
#[get("/handoffs")]
pub async fn list_handoffs(
    ctx: Data<Ctx>,
    caller: May<permission::ReadClients>,
    listing: Listing<HandoffFilter>,
) -> Result<List<Handoff>, Problem> {
    let page = app::handoffs::list_handoffs(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
