//! Shared step: a call in which people spoke becomes one entry of the client's contact history (§3.1a, I-9, E-13).

use domain::calling::Call;
use domain::clients::{Activity, ActivityKind};
use domain::{ClientId, UserId};

use crate::clients::contact;
use crate::prelude::*;

/// Has the call still to become a contact?
pub(super) fn is_due(work: &Work<'_>, call: &Call) -> bool {
    call.activity_id.is_none() && call.client_id.is_some() && call.is_conversation(work.norms)
}

/// The client whom a call concerns, locked: it has still to become a contact, or more people turn out to have spoken than `before`
/// knew. Attempts and unmatched calls concern nobody.
pub(super) async fn client_of(work: &Work<'_>, before: &Call, call: &Call) -> Result<Option<Client>> {
    match call.client_id.filter(|_| is_due(work, call) || !joiners(work, before, call).is_empty()) {
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
        occurred_at: call.spoke_at(call.user_id),
        result: None,
        next_step_on: None,
        call_id: Some(call.id),
        meeting_id: None,
        handoff_id: None,
        corrects_id: None,
        recorded_at: work.now,
    }
}

/// Logs it: as a contact, or into history only where it is old (E-13: then no stage moves). Everybody who spoke is credited.
pub(super) async fn log(work: &Work<'_>, client: Client, call: &Call, entry: Activity) -> Result<Client> {
    if !call.is_history(work.now, work.norms) {
        let others: Vec<_> = call.speakers().into_iter().filter(|user| entry.user_id != Some(*user)).collect();
        let client = contact::log(work, client, entry).await?;
        return join(work, client, call, &others).await;
    }
    work.activities().append(&entry).await?;
    let remembered = client.record_past_contact(&entry);
    if remembered.events.is_empty() {
        work.record([entry.logged()]);
    }
    work.apply(remembered).await
}

/// People of whose part in a contact only `after` tells.
pub(super) fn joiners(work: &Work<'_>, before: &Call, after: &Call) -> Vec<UserId> {
    if before.activity_id.is_none() || !after.is_conversation(work.norms) || after.is_history(work.now, work.norms) {
        return Vec::new();
    }
    after.speakers().into_iter().filter(|user| !before.was_spoken_by(*user)).collect()
}

/// Credits them.
pub(super) async fn join(work: &Work<'_>, client: Client, call: &Call, users: &[UserId]) -> Result<Client> {
    let parts = users.iter().map(|user| (*user, call.spoke_at(Some(*user))));
    contact::joined(work, client, &parts.collect::<Vec<_>>()).await
}
