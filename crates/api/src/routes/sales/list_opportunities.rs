//! `GET /v1/opportunities`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::opportunity::{Opportunity, OpportunityFilter};

/// List deals.
///
/// Oldest first, or by `close_on`, which lists only deals with a planned day.
#[utoipa::path(tag = "sales", params(OpportunityFilter, Paging<OpportunityFilter>), responses((status = 200, body = List<Opportunity>)))]
#[get("/opportunities")]
pub async fn list_opportunities(
    ctx: Data<Ctx>,
    caller: May<permission::ReadClients>,
    listing: Listing<OpportunityFilter>,
) -> Result<List<Opportunity>, Problem> {
    let page = app::sales::list_opportunities(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
