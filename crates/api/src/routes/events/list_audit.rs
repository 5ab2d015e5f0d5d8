//! `GET /v1/audit`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::audit::{AuditEntry, AuditFilter};

/// List who did and read what.
///
/// Newest first; reads of restricted data included. Entries whose facts the caller may not read come without them.
#[utoipa::path(tag = "events", params(AuditFilter, Paging<AuditFilter>), responses((status = 200, body = List<AuditEntry>)))]
#[get("/audit")]
pub async fn list_audit(
    ctx: Data<Ctx>,
    caller: May<permission::ReadAudit>,
    listing: Listing<AuditFilter>,
) -> Result<List<AuditEntry>, Problem> {
    let page = app::events::list_audit(&ctx, &caller, &listing.filter.read()?, &listing.page).await?;
    List::of(&listing, page)
}
