//! Why a command on a meeting is refused: one variant per rule, its facts as fields.

use crate::ids::MeetingId;
use crate::{AlreadyDone, Illegal, Instant};

/// A command on a meeting is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle of a meeting (§3.4) does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It was cancelled for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// A meeting that has not begun has no outcome yet.
    #[error("the meeting begins at {}", crate::zulu(*.starts_at))]
    TooEarly { starts_at: Instant },
    /// The slot must lie in the future.
    #[error("the slot lies in the past")]
    SlotPast { now: Instant },
    /// The slot of a first meeting is too far ahead.
    #[error("a first meeting can be booked for {} at the latest", crate::zulu(*.latest_at))]
    SlotTooFar { latest_at: Instant },
    /// N-9c: the hunter has another meeting then, travel time included.
    #[error("the slot overlaps with the meeting {meeting_id}, travel time included")]
    SlotTaken { meeting_id: MeetingId },
    /// E-16, I-8: one open first meeting a client.
    #[error("the client has the first meeting {meeting_id} already")]
    MeetingExists { meeting_id: MeetingId },
    /// N-9b: the time to reject it is over, so it counts as accepted.
    #[error("the meeting could be rejected until {}", crate::zulu(*.due_at))]
    AcceptOver { due_at: Instant },
    /// §3.4: too late to dispute.
    #[error("the rejection could be disputed until {}", crate::zulu(*.until))]
    DisputeOver { until: Instant },
    /// A rejection is disputed once only.
    #[error("the rejection was disputed and decided already")]
    DisputedBefore,
}
