//! `GET /v1/fx-rates`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::fx_rate::{FxRate, FxRateFilter};

/// List exchange rates.
///
/// In the order in which they were entered.
#[utoipa::path(tag = "commission", params(FxRateFilter, Paging<FxRateFilter>), responses((status = 200, body = List<FxRate>)))]
#[get("/fx-rates")]
pub async fn list_fx_rates(
    ctx: Data<Ctx>,
    caller: May<permission::ReadPlans>,
    listing: Listing<FxRateFilter>,
) -> Result<List<FxRate>, Problem> {
    let page = app::commission::list_fx_rates(&ctx, &caller, &listing.filter.read()?, &listing.page).await?;
    List::of(&listing, page)
}
