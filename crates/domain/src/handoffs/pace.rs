//! By when somebody has to move a handoff (N-18, N-19).

use super::HandoffState;
use crate::Instant;
use crate::calendar::Calendar;
use crate::norms::{NormKey, Norms};

/// Now, and how deadlines are counted.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    pub now: Instant,
    pub norms: &'a Norms,
    pub calendar: &'a Calendar,
}

impl Pace<'_> {
    fn business_days(&self, norm: NormKey) -> Instant {
        self.calendar.deadline(self.now, self.norms.count(norm))
    }

    /// By when somebody has to move a handoff that has come to `state` now; nobody before the first sale.
    pub(super) fn due(&self, state: HandoffState, fired: bool) -> Option<Instant> {
        let norm = match state {
            HandoffState::Prepared if fired => NormKey::HandoffProposeDays,
            HandoffState::Prepared | HandoffState::Exempted | HandoffState::Completed | HandoffState::Cancelled => return None,
            HandoffState::Proposed | HandoffState::Returned | HandoffState::Escalated => NormKey::HandoffAnswerDays,
            HandoffState::Accepted => NormKey::HandoffIntroduceDays,
            HandoffState::Introduced => NormKey::FirstOwnContactDays,
        };
        Some(self.business_days(norm))
    }
}
