//! `POST /v1/commission/periods/{month}/close`

use crate::routes::prelude::*;
use crate::wire::month::MonthText;
use crate::wire::period::{Period, PeriodClose};

/// Close a month.
///
/// Any month that has begun, in any order. Its statements are drafted and their totals never change; later postings go to the next open
/// month. Closing a closed month changes nothing.
#[utoipa::path(tag = "commission", params(("month" = MonthText, Path)), responses((status = 200, body = Period)))]
#[post("/commission/periods/{month}/close")]
pub async fn close_period(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCommission>,
    target: Target<MonthText>,
    body: Json<PeriodClose>,
) -> Answered<Period> {
    Ok(Answer::ok(app::commission::close_period(&ctx, &caller, *target, body.0.into()).await?))
}
