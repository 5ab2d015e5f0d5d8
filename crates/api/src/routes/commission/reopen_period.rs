//! `POST /v1/commission/periods/{month}/reopen`

use crate::routes::prelude::*;
use crate::wire::month::{MonthText, path_month};
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
    month: Path<String>,
    expected: IfMatch,
    body: Json<PeriodReopening>,
) -> Answered<Period> {
    Ok(Answer::ok(app::commission::reopen_period(&ctx, &caller, path_month(&month)?, expected.0, &body.0.reason).await?))
}
