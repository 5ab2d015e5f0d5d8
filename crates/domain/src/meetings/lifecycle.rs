//! The lifecycle of a meeting (§3.4). State and acceptance form one [`Phase`], since acceptance only means something once the
//! meeting was held.

use super::{Acceptance, Meeting, MeetingState};
use crate::Illegal;

crate::words! {
    /// State and acceptance of a meeting in one.
    pub enum Phase {
        Booked = "booked", Confirmed = "confirmed", Held = "held", NoShow = "no_show", Cancelled = "cancelled",
        Accepted = "accepted", Rejected = "rejected", Disputed = "disputed",
    }

    /// What may happen to it.
    pub enum MeetingEvent {
        Confirm = "confirm", Reschedule = "reschedule", Cancel = "cancel", Hold = "hold", NoShow = "no_show", Accept = "accept", Reject = "reject",
        Dispute = "dispute", DecideAccepted = "decide_accepted", DecideRejected = "decide_rejected",
    }
}

crate::lifecycle! {
    /// The phase of a meeting after `event`.
    pub fn next(from: Phase, event: MeetingEvent) {
        Confirm: Booked => Confirmed;
        Reschedule: Booked | Confirmed => Booked;
        Cancel: Booked | Confirmed => Cancelled;
        Hold: Booked | Confirmed => Held;
        NoShow: Booked | Confirmed => NoShow;
        Accept: Held => Accepted;
        Reject: Held => Rejected;
        Dispute: Rejected => Disputed;
        DecideAccepted: Disputed => Accepted;
        DecideRejected: Disputed => Rejected;
    }
}

impl Phase {
    /// State and acceptance, as they are stored and shown.
    const fn members(self) -> (MeetingState, Acceptance) {
        match self {
            Self::Booked => (MeetingState::Booked, Acceptance::Pending),
            Self::Confirmed => (MeetingState::Confirmed, Acceptance::Pending),
            Self::Held => (MeetingState::Held, Acceptance::Pending),
            Self::NoShow => (MeetingState::NoShow, Acceptance::Pending),
            Self::Cancelled => (MeetingState::Cancelled, Acceptance::Pending),
            Self::Accepted => (MeetingState::Held, Acceptance::Accepted),
            Self::Rejected => (MeetingState::Held, Acceptance::Rejected),
            Self::Disputed => (MeetingState::Held, Acceptance::Disputed),
        }
    }
}

impl Meeting {
    /// Its phase.
    pub const fn phase(&self) -> Phase {
        match (self.state, self.acceptance) {
            (MeetingState::Booked, _) => Phase::Booked,
            (MeetingState::Confirmed, _) => Phase::Confirmed,
            (MeetingState::NoShow, _) => Phase::NoShow,
            (MeetingState::Cancelled, _) => Phase::Cancelled,
            (MeetingState::Held, Acceptance::Pending) => Phase::Held,
            (MeetingState::Held, Acceptance::Accepted) => Phase::Accepted,
            (MeetingState::Held, Acceptance::Rejected) => Phase::Rejected,
            (MeetingState::Held, Acceptance::Disputed) => Phase::Disputed,
        }
    }

    /// Applies an event.
    pub(super) fn step(mut self, event: MeetingEvent) -> Result<Self, Illegal> {
        (self.state, self.acceptance) = next(self.phase(), event)?.members();
        Ok(self)
    }

    /// Has `event` led here already? Then a repeat of it is harmless.
    pub(super) fn already_applied(&self, event: MeetingEvent) -> bool {
        matches!(
            (self.phase(), event),
            (Phase::Confirmed, MeetingEvent::Confirm)
                | (Phase::Cancelled, MeetingEvent::Cancel)
                | (Phase::Held, MeetingEvent::Hold)
                | (Phase::NoShow, MeetingEvent::NoShow)
                | (Phase::Accepted, MeetingEvent::Accept | MeetingEvent::Hold)
                | (Phase::Rejected, MeetingEvent::Reject | MeetingEvent::Hold)
                | (Phase::Disputed, MeetingEvent::Dispute)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Word;
    use crate::meetings::sample;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_happens_the_members_say_the_phase(events in prop::collection::vec(prop::sample::select(MeetingEvent::ALL), 0..12)) {
            let mut meeting = sample(crate::Instant::UNIX_EPOCH);
            for event in events {
                let want = next(meeting.phase(), event);
                match meeting.clone().step(event) {
                    Ok(after) => { prop_assert_eq!(Ok(after.phase()), want); meeting = after; }
                    Err(refusal) => prop_assert_eq!(Err(refusal), want),
                }
                prop_assert!(meeting.acceptance == Acceptance::Pending || meeting.state == MeetingState::Held);
            }
        }
    }
}
