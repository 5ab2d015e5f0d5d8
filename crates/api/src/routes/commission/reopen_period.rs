//! `POST /v1/commission/periods/{month}/reopen`

use crate::routes::prelude::*;
use crate::wire::month::MonthText;
use crate::wire::period::{Period, PeriodReopening};

/// Sign the reopening of a month.
///
/// Needs the signatures of finance and of a director, two different persons; the second signature opens the month. Refused if a statement
/// of the month is paid.
#[utoipa::path(tag = "commission", params(("month" = MonthText, Path)), responses((status = 200, body = Period)))]
#[post("/commission/periods/{month}/reopen")]
pub async fn reopen_period(
    ctx: Data<Ctx>,
    caller: May<permission::ReopenPeriod>,
    target: Target<MonthText>,
    body: Json<PeriodReopening>,
) -> Answered<Period> {
    Ok(Answer::ok(app::commission::reopen_period(&ctx, &caller, *target, &body.0.reason).await?))
}
