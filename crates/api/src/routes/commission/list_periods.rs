//! `GET /v1/commission/periods`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::period::{Period, PeriodFilter};

/// List months of the commission ledger.
///
/// Months to which something was posted, oldest first.
#[utoipa::path(tag = "commission", params(PeriodFilter, Paging<PeriodFilter>), responses((status = 200, body = List<Period>)))]
#[get("/commission/periods")]
pub async fn list_periods(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCommission>,
    listing: Listing<PeriodFilter>,
) -> Result<List<Period>, Problem> {
    let page = app::commission::list_periods(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
