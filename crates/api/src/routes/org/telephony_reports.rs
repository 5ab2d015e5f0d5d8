//! `/v1/integrations/{id}/reports`: what a telephony system posted, as it came.

use app::telephony::IntakeFilter;

use crate::routes::prelude::*;
use crate::wire::integration::IntegrationKey;
use crate::wire::telephony::TelephonyReport;

/// List what a telephony system posted.
///
/// Newest first, as it came, refused ones too (of strangers without their bodies). Kept for `telephony.report_days`.
#[utoipa::path(tag = "org", params(("id" = IntegrationKey, Path), ListQuery<IntakeFilter>), responses((status = 200, body = List<TelephonyReport>)))]
#[get("/integrations/{id}/reports")]
pub async fn list_integration_reports(
    ctx: Data<Ctx>,
    caller: May<permission::ManageUsers>,
    id: PathId<IntegrationKey>,
    query: ListQuery<IntakeFilter>,
) -> Listed<TelephonyReport> {
    List::answer(&query, app::telephony::list_integration_reports(&ctx, &caller, *id, &query.filter, &query.page).await?)
}
