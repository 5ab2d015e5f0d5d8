//! `GET /v1/commission/plans`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::commission_plan::{Plan, PlanFilter};

/// List commission plans.
///
/// Oldest first. In force for a sale is the published plan with the newest `effective_on` that is not after the date of the sale.
#[utoipa::path(tag = "commission", params(PlanFilter, Paging<PlanFilter>), responses((status = 200, body = List<Plan>)))]
#[get("/commission/plans")]
pub async fn list_plans(ctx: Data<Ctx>, caller: May<permission::ReadPlans>, listing: Listing<PlanFilter>) -> Result<List<Plan>, Problem> {
    let page = app::commission::list_plans(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
