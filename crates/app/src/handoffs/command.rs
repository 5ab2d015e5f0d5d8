//! How every command on a handoff begins and ends: the client and the handoff are locked, then the handoff is decided on and saved.

use domain::handoffs::{Handoff, Refusal};
use domain::portfolio::SignalKind;
use domain::{DecisionContext, HandoffId};

use crate::portfolio::signals;
use crate::prelude::*;

/// The client and the handoff, locked, for somebody who may do `action` to the handoff. The client must be live.
pub(super) async fn lock(work: &Work<'_>, action: Action, target: Target<HandoffId>) -> Result<(Client, Handoff)> {
    work.actor.may(action)?;
    let (client, handoff) = work.lock_with_client(target.id, |handoff| handoff.client_id).await?;
    work.actor.authorise(action, &handoff.standing())?;
    target.check(handoff.version)?;
    client.ensure_live()?;
    Ok((client, handoff))
}

/// Takes a step of the handoff and saves it.
pub(super) async fn decide(
    work: &Work<'_>,
    handoff: Handoff,
    step: impl FnOnce(Handoff, DecisionContext<'_>) -> Result<Decided<Handoff>, Refusal>,
) -> Result<Handoff> {
    let was_overdue = handoff.overdue;
    save(work, was_overdue, step(handoff, work.decision_context())?).await
}

/// Saves what was decided. The signal that the handoff is overdue is resolved once it no longer is.
pub(super) async fn save(work: &Work<'_>, was_overdue: bool, decided: Decided<Handoff>) -> Result<Handoff> {
    let handoff = work.apply(decided).await?;
    if was_overdue && !handoff.overdue {
        signals::resolve(work, SignalKind::HandoffOverdue, &handoff.id.to_string()).await?;
    }
    Ok(handoff)
}
