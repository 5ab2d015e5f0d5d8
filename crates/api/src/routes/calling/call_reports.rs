//! `/v1/calls/{id}/reports`: the bodies that told of a call, as they came.

use app::telephony::IntakeFilter;

use crate::routes::prelude::*;
use crate::wire::call::CallKey;
use crate::wire::telephony::TelephonyReport;

/// List the reports of a call.
///
/// Newest first, every body as it came. Kept for `telephony.report_days`.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path), ListQuery<IntakeFilter>), responses((status = 200, body = List<TelephonyReport>)))]
#[get("/calls/{id}/reports")]
pub async fn list_call_reports(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReports>,
    id: PathId<CallKey>,
    query: ListQuery<IntakeFilter>,
) -> Listed<TelephonyReport> {
    List::answer(&query, app::telephony::list_call_reports(&ctx, &caller, *id, &query.filter, &query.page).await?)
}
