//! By when the next step of a handoff is due (N-18, N-19).

use super::HandoffState;
use crate::norms::NormKey;
use crate::{DecisionContext, Instant};

/// By when somebody has to move a handoff that enters `state` now; `None` while nobody has to. A handoff is only due to be proposed
/// once the first sale has fired.
pub(super) fn due_at(state: HandoffState, fired: bool, context: DecisionContext<'_>) -> Option<Instant> {
    let norm = match state {
        HandoffState::Prepared if fired => NormKey::HandoffProposeDays,
        HandoffState::Prepared | HandoffState::Exempted | HandoffState::Completed | HandoffState::Cancelled => return None,
        HandoffState::Proposed | HandoffState::Returned | HandoffState::Escalated => NormKey::HandoffAnswerDays,
        HandoffState::Accepted => NormKey::HandoffIntroduceDays,
        HandoffState::Introduced => NormKey::FirstOwnContactDays,
    };
    Some(context.business_days(norm))
}
