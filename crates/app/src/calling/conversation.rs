//! Shared step: a call in which people spoke becomes one entry of the client's contact history (§3.1a, I-9, E-13).

use domain::ClientId;
use domain::calling::Call;
use domain::clients::{Activity, ActivityKind};

use crate::clients::contact;
use crate::prelude::*;

/// Has the call still to become a contact?
pub(super) fn is_due(work: &Work<'_>, call: &Call) -> bool {
    call.activity_id.is_none() && call.client_id.is_some() && call.is_conversation(work.norms)
}

/// The client to whom the call has still to become a contact, locked; attempts and unmatched calls concern nobody.
pub(super) async fn client_of(work: &Work<'_>, call: &Call) -> Result<Option<Client>> {
    match call.client_id.filter(|_| is_due(work, call)) {
        Some(id) => work.lock_if_there(id).await,
        None => Ok(None),
    }
}

/// The entry that the call becomes.
pub(super) fn entry(work: &Work<'_>, call: &Call, client: ClientId) -> Activity {
    Activity {
        id: work.id(),
        client_id: client,
        kind: ActivityKind::Call,
        direction: call.direction,
        two_way: true,
        user_id: call.user_id,
        contact_id: None,
        occurred_at: call.started_at,
        result: None,
        next_step_on: None,
        call_id: Some(call.id),
        meeting_id: None,
        handoff_id: None,
        corrects_id: None,
        recorded_at: work.now,
    }
}

/// Logs it: as a contact, or into history only where it is old (E-13: then no stage moves).
pub(super) async fn log(work: &Work<'_>, client: Client, call: &Call, entry: Activity) -> Result<Client> {
    if !call.is_history(work.now, work.norms) {
        return contact::log(work, client, entry).await;
    }
    work.activities().append(&entry).await?;
    let remembered = client.record_past_contact(&entry);
    if remembered.events.is_empty() {
        work.record([entry.logged()]);
    }
    work.apply(remembered).await
}
