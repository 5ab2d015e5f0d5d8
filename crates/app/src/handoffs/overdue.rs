//! Shared step: a deadline of a handoff has passed (N-18, N-19), or an exemption has run out (E-5).

use domain::handoffs::{Handoff, HandoffState};
use domain::portfolio::{NewSignal, SignalKind};
use domain::{ClientId, Facts, HandoffId};

use super::saving;
use crate::{AppError, Work, portfolio};

/// Moves what time moves, and tells the heads of the rest. Harmless when repeated.
pub(crate) async fn fall_due(work: &Work<'_>, id: HandoffId, client: ClientId) -> Result<(), AppError> {
    work.clients().lock(client).await?;
    let Some(handoff) = work.handoffs().find(id).await? else { return Ok(()) };
    let (was_overdue, due) = (handoff.overdue, handoff.due_at.is_some_and(|due| due <= work.now));
    match handoff.state {
        HandoffState::Exempted if handoff.exempt_until.is_some_and(|until| until <= work.now) => {
            saving::save(work, was_overdue, handoff.end_exemption(saving::context(work))?).await?;
        }
        HandoffState::Proposed if due => {
            saving::save(work, was_overdue, handoff.escalate("silence", saving::context(work))?).await?;
        }
        HandoffState::Prepared | HandoffState::Returned | HandoffState::Escalated | HandoffState::Accepted | HandoffState::Introduced
            if due && !was_overdue =>
        {
            portfolio::signals::raise(work, signal(&handoff)).await?;
            work.apply(handoff.mark_overdue()).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Whoever has the next step, and his head.
fn signal(handoff: &Handoff) -> NewSignal {
    let standing = handoff.standing();
    let giver = matches!(handoff.state, HandoffState::Prepared | HandoffState::Returned);
    let mut facts = Facts::new();
    facts.insert("state".into(), handoff.state.into());
    facts.insert("client_id".into(), handoff.client_id.into());
    facts.insert("due_at".into(), handoff.due_at.map(domain::zulu).into());
    NewSignal {
        kind: SignalKind::HandoffOverdue,
        subject: handoff.id.to_string(),
        user_id: if giver { Some(handoff.from_user_id) } else { handoff.to_user_id },
        unit: standing.unit.unwrap_or(domain::org::UnitCode::ClientDepartment),
        facts,
    }
}
