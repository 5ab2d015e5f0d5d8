//! Meetings: booked by the call centre, held and accepted by the hunter (domain.md §3.4).

use crate::access::Standing;
use crate::ids::{CallId, ClientId, ContactId, MeetingId, UserId};
use crate::org::UnitCode;
use crate::{Instant, Version};

crate::words! {
    pub enum MeetingKind { First = "first", FollowUp = "follow_up", Intro = "intro", KeyVisit = "key_visit" }

    pub enum MeetingState { Booked = "booked", Confirmed = "confirmed", Held = "held", NoShow = "no_show", Cancelled = "cancelled" }

    pub enum Acceptance { Pending = "pending", Accepted = "accepted", Rejected = "rejected", Disputed = "disputed" }

    /// Why a hunter rejected a meeting.
    pub enum RejectReason {
        NoDecisionMaker = "no_decision_maker", NoNeed = "no_need", WrongProfile = "wrong_profile", NotInformed = "not_informed", Insolvent = "insolvent",
    }
}

/// A meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    pub id: MeetingId,
    pub version: Version,
    pub client_id: ClientId,
    pub kind: MeetingKind,
    /// The call manager who booked it.
    pub booked_by: UserId,
    /// Who holds it.
    pub hunter_id: UserId,
    pub contact_id: Option<ContactId>,
    pub call_id: Option<CallId>,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub place: Option<String>,
    pub state: MeetingState,
    pub acceptance: Acceptance,
    pub reject_reason: Option<RejectReason>,
    pub cancel_reason: Option<String>,
    pub comment: Option<String>,
    pub reschedules: i32,
    /// When silence accepts it, once held (N-9b).
    pub accept_due_at: Option<Instant>,
    pub held_at: Option<Instant>,
    pub decided_at: Option<Instant>,
    pub disputed_by: Option<UserId>,
    pub created_at: Instant,
}

impl Meeting {
    /// Is it still to come?
    pub const fn is_open(&self) -> bool {
        matches!(self.state, MeetingState::Booked | MeetingState::Confirmed)
    }

    /// Booker and holder own it; the holder's head answers for it.
    pub fn standing(&self) -> Standing {
        Standing { people: vec![self.booked_by, self.hunter_id], unit: Some(UnitCode::ActiveSales) }
    }
}
