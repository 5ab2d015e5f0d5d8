//! What a decision about a handoff is told of the time, and how it is saved.

use domain::handoffs::Handoff;
use domain::portfolio::SignalKind;
use domain::{Decided, DecisionContext};

use crate::{AppError, Work, portfolio};

/// Now, and how deadlines are counted.
pub(super) const fn context<'a>(work: &Work<'a>) -> DecisionContext<'a> {
    DecisionContext { now: work.now, norms: work.norms, calendar: work.calendar }
}

/// Saves what was decided. Whoever was told that the handoff is overdue is told if it no longer is.
pub(super) async fn save(work: &Work<'_>, was_overdue: bool, decided: Decided<Handoff>) -> Result<Handoff, AppError> {
    let handoff = work.apply(decided).await?;
    if was_overdue && !handoff.overdue {
        portfolio::signals::resolve(work, SignalKind::HandoffOverdue, &handoff.id.to_string()).await?;
    }
    Ok(handoff)
}
