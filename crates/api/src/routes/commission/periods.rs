//! `/v1/commission/periods`: months of the ledger, listed, shown.

use crate::routes::prelude::*;
use crate::wire::month::MonthText;
use crate::wire::period::Period;
use app::commission::PeriodFilter;

/// List months of the commission ledger.
///
/// Months to which something was posted, oldest first.
#[utoipa::path(tag = "commission", params(ListQuery<PeriodFilter>), responses((status = 200, body = List<Period>)))]
#[get("/commission/periods")]
pub async fn list_periods(ctx: Data<Ctx>, caller: May<permission::ReadCommission>, query: ListQuery<PeriodFilter>) -> Listed<Period> {
    List::answer(&query, app::commission::list_periods(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a month of the commission ledger.
///
/// Its state, and who has signed a reopening.
#[utoipa::path(tag = "commission", params(("month" = MonthText, Path)), responses((status = 200, body = Period)))]
#[get("/commission/periods/{month}")]
pub async fn get_period(ctx: Data<Ctx>, caller: Caller, month: PathId<MonthText>) -> Answered<Period> {
    Ok(Answer::ok(app::commission::get_period(&ctx, &caller, *month).await?))
}
