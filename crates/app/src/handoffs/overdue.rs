//! Shared step: a deadline of a handoff has passed (N-18, N-19), or an exemption has run out (E-5).

use domain::handoffs::HandoffState;
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::{ClientId, facts};

use super::prelude::*;
use crate::portfolio::signals;

/// Takes the step that is due, and raises a signal where people are late. Harmless when repeated.
pub(crate) async fn fall_due(work: &Work<'_>, id: HandoffId, client: ClientId) -> Result<()> {
    work.lock_if_there(client).await?;
    let Some(handoff) = work.find(id).await? else { return Ok(()) };
    let due = handoff.due_at.is_some_and(|due| due <= work.now);
    match handoff.state {
        HandoffState::Exempted if handoff.exempt_until.is_some_and(|until| until <= work.now) => {
            decide(work, handoff, Handoff::end_exemption).await?;
        }
        HandoffState::Proposed if due => {
            decide(work, handoff, |handoff, context| handoff.escalate("silence", context)).await?;
        }
        HandoffState::Prepared | HandoffState::Returned | HandoffState::Escalated | HandoffState::Accepted | HandoffState::Introduced
            if due && !handoff.overdue =>
        {
            signals::raise(work, signal(&handoff)).await?;
            work.apply(handoff.mark_overdue()).await?;
        }
        _ => {}
    }
    Ok(())
}

/// For whoever has the next step, and the head of his unit.
fn signal(handoff: &Handoff) -> NewSignal {
    let giver = matches!(handoff.state, HandoffState::Prepared | HandoffState::Returned);
    NewSignal {
        kind: SignalKind::HandoffOverdue,
        subject: handoff.id.to_string(),
        user_id: if giver { Some(handoff.from_user_id) } else { handoff.to_user_id },
        unit: handoff.standing().unit.unwrap_or(UnitCode::ClientDepartment),
        facts: facts([
            ("state", handoff.state.into()),
            ("client_id", handoff.client_id.into()),
            ("due_at", handoff.due_at.map(domain::zulu).into()),
        ]),
    }
}
