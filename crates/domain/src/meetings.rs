//! Meetings: booked by the call centre, held and accepted by the hunter (RULES.md §3.4).

pub mod booking;
pub mod dispute;
pub mod effect;
pub mod feed;
pub mod lifecycle;
pub mod outcome;
mod refusal;
pub mod slots;

pub use refusal::Refusal;

use crate::access::{Role, Standing};
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

/// One side's decision on a disputed rejection (§3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Call-centre administrator, head of active sales, or the director where they disagree.
    pub side: Role,
    pub by: UserId,
    pub accepted: bool,
    pub at: Instant,
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
    /// The person who holds it.
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
    /// When a held meeting counts as accepted if the hunter has not decided (N-9b).
    pub accept_due_at: Option<Instant>,
    pub held_at: Option<Instant>,
    pub decided_at: Option<Instant>,
    pub disputed_by: Option<UserId>,
    /// The decisions on a dispute so far, one per side.
    pub verdicts: Vec<Verdict>,
    /// When a signal is raised if no outcome is recorded; `None` once it was raised or the outcome is known.
    pub outcome_due_at: Option<Instant>,
    pub created_at: Instant,
}

impl Meeting {
    /// Is it still to come?
    pub const fn is_open(&self) -> bool {
        matches!(self.state, MeetingState::Booked | MeetingState::Confirmed)
    }

    /// Booker and hunter own it, and the unit of the hunter.
    pub fn standing(&self) -> Standing {
        Standing { people: vec![self.booked_by, self.hunter_id], unit: Some(self.unit()) }
    }

    /// Who may record the outcome: the hunter, and the head of his unit.
    pub fn holding(&self) -> Standing {
        Standing { people: vec![self.hunter_id], unit: Some(self.unit()) }
    }

    const fn unit(&self) -> UnitCode {
        match self.kind {
            MeetingKind::First | MeetingKind::FollowUp | MeetingKind::Intro => UnitCode::ActiveSales,
            MeetingKind::KeyVisit => UnitCode::KeyAccounts,
        }
    }
}

/// A first meeting, booked; for tests.
#[cfg(test)]
pub(crate) fn sample(starts_at: Instant) -> Meeting {
    use uuid::Uuid;
    Meeting {
        id: MeetingId::new(Uuid::from_u128(1)),
        version: 1,
        client_id: ClientId::new(Uuid::from_u128(2)),
        kind: MeetingKind::First,
        booked_by: UserId::new(Uuid::from_u128(3)),
        hunter_id: UserId::new(Uuid::from_u128(4)),
        contact_id: None,
        call_id: None,
        starts_at,
        ends_at: starts_at + chrono::Duration::hours(1),
        place: None,
        state: MeetingState::Booked,
        acceptance: Acceptance::Pending,
        reject_reason: None,
        cancel_reason: None,
        comment: None,
        reschedules: 0,
        accept_due_at: None,
        held_at: None,
        decided_at: None,
        disputed_by: None,
        verdicts: Vec::new(),
        outcome_due_at: Some(starts_at + chrono::Duration::days(1)),
        created_at: starts_at - chrono::Duration::days(2),
    }
}
