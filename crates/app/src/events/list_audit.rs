//! Lists who did and read what.

use domain::access::Action;
use persistence::journal::{Entry, EntryFilter, Place};
use persistence::{Page, PageRequest};

use super::told;
use crate::{Actor, AppError, Ctx};

/// A page of the whole journal, reads included. What the caller may not read himself (§6: the sys_admin configures, and never
/// sees what is restricted) is there without its facts: that it happened, to what, and who did it.
pub async fn list_audit(ctx: &Ctx, actor: &Actor, filter: &EntryFilter, request: &PageRequest) -> Result<Page<Entry>, AppError> {
    actor.may(Action::ReadAudit)?;
    let kinds = told(actor, None);
    // Nobody follows it: what is newest is shown at once.
    let page = ctx.read().journal().page(filter, Place::END, request).await?;
    Ok(page.map(|entry| if kinds.contains(&entry.subject_kind.as_str()) { entry } else { Entry { facts: serde_json::json!({}), ..entry } }))
}
