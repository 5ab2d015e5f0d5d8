//! How every command on a handoff begins and ends: the client is locked before the handoff is read; whoever was told that it
//! is overdue is told that it is not any more.

use domain::access::Action;
use domain::clients::Client;
use domain::handoffs::Handoff;
use domain::portfolio::SignalKind;
use domain::{Decided, DecisionContext, HandoffId, UserId, Version};

use crate::{AppError, Work, expect, portfolio};

/// Now, and how deadlines are counted.
pub(super) const fn context<'a>(work: &Work<'a>) -> DecisionContext<'a> {
    DecisionContext { now: work.now, norms: work.norms, calendar: work.calendar }
}

/// The handoff as it is just now, not locked: to learn what has to be locked first.
pub(super) async fn peek(work: &Work<'_>, action: Action, id: HandoffId) -> Result<Handoff, AppError> {
    work.actor.may(action)?;
    work.handoffs().find(id).await?.ok_or(AppError::NotFound("handoff"))
}

/// The handoff and its client, locked, for somebody who may do `action` to it. A user's row is locked before.
pub(super) async fn lock(work: &Work<'_>, action: Action, id: HandoffId, expected: Option<Version>) -> Result<(Client, Handoff), AppError> {
    let seen = peek(work, action, id).await?;
    let missing = || AppError::NotFound("handoff");
    let client = work.clients().lock(seen.client_id).await?.ok_or_else(missing)?;
    let handoff = work.handoffs().find(id).await?.ok_or_else(missing)?;
    work.actor.authorise(action, &handoff.standing())?;
    expect(expected, handoff.version)?;
    client.ensure_live()?;
    Ok((client, handoff))
}

/// The person who acts; the house itself takes nothing over.
pub(super) fn person(work: &Work<'_>, action: Action) -> Result<UserId, AppError> {
    work.actor.person_for(action)
}

/// Saves what was decided.
pub(super) async fn save(work: &Work<'_>, was_overdue: bool, decided: Decided<Handoff>) -> Result<Handoff, AppError> {
    let handoff = work.apply(decided).await?;
    if was_overdue && !handoff.overdue {
        portfolio::signals::resolve(work, SignalKind::HandoffOverdue, &handoff.id.to_string()).await?;
    }
    Ok(handoff)
}
