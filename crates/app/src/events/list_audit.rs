//! Lists who did and read what.

use domain::access::Action;
use persistence::PageRequest;
use persistence::journal::EntryFilter;

use super::{Followed, follow, told};
use crate::{Actor, AppError, Ctx};

/// A page of the whole journal, reads included. What the caller may not read himself (§6: the sys_admin configures, and never
/// sees what is restricted) is there without its facts: that it happened, to what, and who did it.
pub async fn list_audit(ctx: &Ctx, actor: &Actor, filter: EntryFilter, request: &PageRequest) -> Result<Followed, AppError> {
    actor.may(Action::ReadAudit)?;
    let mut followed = follow(ctx, &filter, request).await?;
    let kinds = told(actor, None);
    for entry in followed.page.items.iter_mut().filter(|entry| !kinds.contains(&entry.subject_kind.as_str())) {
        entry.facts = serde_json::json!({});
    }
    Ok(followed)
}
