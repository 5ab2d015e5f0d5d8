//! `/v1/audit`: listed.

use app::events::AuditFilter;

use crate::routes::prelude::*;
use crate::wire::audit::AuditEntry;

/// List who did and read what.
///
/// Newest first; reads of restricted data included. Entries whose facts the caller may not read come without them.
#[utoipa::path(tag = "events", params(ListQuery<AuditFilter>), responses((status = 200, body = List<AuditEntry>)))]
#[get("/audit")]
pub async fn list_audit(ctx: Data<Ctx>, caller: May<permission::ReadAudit>, query: ListQuery<AuditFilter>) -> Listed<AuditEntry> {
    List::answer(&query, app::events::list_audit(&ctx, &caller, &query.filter, &query.page).await?)
}
