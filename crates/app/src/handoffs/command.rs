//! How every command on a handoff begins and ends: the client and the handoff are locked, then the handoff is decided on and saved.
//!
//! Locks are taken in the order user, client, handoff. Whom to lock first is read from the handoff before its client is locked; what
//! counts is what the handoff says afterwards.

use domain::clients::Client;
use domain::handoffs::{Handoff, Refusal};
use domain::portfolio::SignalKind;
use domain::{DecisionContext, HandoffId};

use crate::portfolio::signals;
use crate::prelude::*;

/// The client and the handoff, locked, for somebody who may do `action` to the handoff. The client must be live.
pub(super) async fn lock(work: &Work<'_>, action: Action, id: HandoffId, expected: Option<Version>) -> Result<(Client, Handoff), AppError> {
    let found = find(work, action, id).await?;
    let (client, handoff) = lock_found(work, action, &found).await?;
    check(&client, &handoff, expected)?;
    Ok((client, handoff))
}

/// The handoff, not locked, for somebody who may do `action` to some handoffs.
pub(super) async fn find(work: &Work<'_>, action: Action, id: HandoffId) -> Result<Handoff, AppError> {
    work.actor.may(action)?;
    work.get(id).await
}

/// The client and the handoff that was `found`, locked, for somebody who may do `action` to the handoff.
pub(super) async fn lock_found(work: &Work<'_>, action: Action, found: &Handoff) -> Result<(Client, Handoff), AppError> {
    let client = work.lock_if_there(found.client_id).await?.ok_or(AppError::NotFound("client"))?;
    let handoff = work.get(found.id).await?;
    work.actor.authorise(action, &handoff.standing())?;
    Ok((client, handoff))
}

/// Refuses another version of the handoff than the caller read, and a client whose record is not live.
pub(super) fn check(client: &Client, handoff: &Handoff, expected: Option<Version>) -> Result<(), AppError> {
    expect(expected, handoff.version)?;
    Ok(client.ensure_live()?)
}

/// Takes a step of the handoff and saves it.
pub(super) async fn decide(
    work: &Work<'_>,
    handoff: Handoff,
    step: impl FnOnce(Handoff, DecisionContext<'_>) -> Result<Decided<Handoff>, Refusal>,
) -> Result<Handoff, AppError> {
    let was_overdue = handoff.overdue;
    save(work, was_overdue, step(handoff, work.decision_context())?).await
}

/// Saves what was decided. The signal that the handoff is overdue is resolved once it no longer is.
pub(super) async fn save(work: &Work<'_>, was_overdue: bool, decided: Decided<Handoff>) -> Result<Handoff, AppError> {
    let handoff = work.apply(decided).await?;
    if was_overdue && !handoff.overdue {
        signals::resolve(work, SignalKind::HandoffOverdue, &handoff.id.to_string()).await?;
    }
    Ok(handoff)
}
