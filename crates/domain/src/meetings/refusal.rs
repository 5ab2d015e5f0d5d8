//! Why a meeting command is refused: facts as fields, one variant a rule.

use super::lifecycle::{MeetingEvent, Phase};
use crate::Instant;
use crate::ids::MeetingId;

/// A rule about meetings says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table of §3.4 has no such step.
    #[error("a meeting that is {from} does not take {event}")]
    Illegal { from: Phase, event: MeetingEvent },
    /// Nothing has come of a meeting that has not begun.
    #[error("the meeting begins at {}", crate::zulu(*.starts_at))]
    TooEarly { starts_at: Instant },
    /// A meeting lies ahead.
    #[error("the slot lies in the past")]
    SlotPast { now: Instant },
    /// A first meeting lies not too far ahead.
    #[error("a first meeting can be booked for {} at the latest", crate::zulu(*.latest_at))]
    SlotTooFar { latest_at: Instant },
    /// N-9c: the hunter is elsewhere, or on the way.
    #[error("the slot overlaps with the meeting {meeting_id}, travel time included")]
    SlotTaken { meeting_id: MeetingId },
    /// E-16, I-8: one open first meeting a client.
    #[error("the client has the first meeting {meeting_id} already")]
    MeetingExists { meeting_id: MeetingId },
    /// N-9b: silence has accepted it.
    #[error("the meeting could be rejected until {}", crate::zulu(*.due_at))]
    AcceptOver { due_at: Instant },
    /// §3.4: too late to dispute.
    #[error("the rejection could be disputed until {}", crate::zulu(*.until))]
    DisputeOver { until: Instant },
    /// It was disputed and decided once; that is enough.
    #[error("the rejection was disputed and decided already")]
    DisputedBefore,
}
