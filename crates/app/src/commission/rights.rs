//! How a decision about a right begins: its client is locked, then it is read, and its holder may not be the one who decides.

use domain::clients::Client;
use domain::commission::{Entitlement, Refusal};
use domain::{Decided, EntitlementId, Version};

use crate::{AppError, Work, expect};

/// The client and the right, for somebody else than its holder.
pub(super) async fn lock(work: &Work<'_>, id: EntitlementId, expected: Option<Version>) -> Result<(Client, Entitlement), AppError> {
    let gone = || AppError::NotFound("entitlement");
    let client_id = work.entitlements().find(id).await?.ok_or_else(gone)?.client_id;
    let client = work.clients().lock(client_id).await?.ok_or_else(gone)?;
    let right = work.entitlements().find(id).await?.ok_or_else(gone)?;
    expect(expected, right.version)?;
    if work.actor.user() == Some(right.user_id) {
        return Err(Refusal::OwnMatter { user_id: right.user_id }.into());
    }
    Ok((client, right))
}

/// The decision with the reason that was given for it.
pub(super) fn noted(decided: Decided<Entitlement>, reason: Option<&str>) -> Decided<Entitlement> {
    let Some(reason) = reason else { return decided };
    let events = decided.events.into_iter().map(|event| event.with("note", reason)).collect();
    Decided { events, ..decided }
}
