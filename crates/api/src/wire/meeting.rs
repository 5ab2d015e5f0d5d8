//! A meeting on the wire.

use domain::access::Role;
use domain::meetings::{self, Acceptance, MeetingKind, MeetingState, RejectReason};

use super::call::CallKey;
pub use super::call::MeetingKey;
use super::client::ClientKey;
use super::contact::ContactKey;
use super::prelude::*;
use super::user::UserKey;

pub type MeetingKindTerm = Term<MeetingKind>;
pub type MeetingStateTerm = Term<MeetingState>;
pub type AcceptanceTerm = Term<Acceptance>;
pub type RejectReasonTerm = Term<RejectReason>;
pub type SideTerm = Term<Role>;

/// A meeting with a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meeting {
    /// Id of the meeting, assigned by the server; stays the same after every reschedule.
    pub id: MeetingKey,
    /// Version number of the meeting, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client that is met.
    pub client_id: ClientKey,
    /// Kind of the meeting, such as `first` or `follow_up`.
    pub kind: MeetingKindTerm,
    /// Id of the person who booked the meeting.
    pub booked_by: UserKey,
    /// Id of the person who holds the meeting.
    pub hunter_id: UserKey,
    /// Id of the client's contact person who is to be met; null if none is named.
    pub contact_id: Option<ContactKey>,
    /// Id of the call in which the meeting was agreed; null if it was booked otherwise.
    pub call_id: Option<CallKey>,
    /// When the meeting begins, UTC.
    #[serde(serialize_with = "moment")]
    pub starts_at: DateTime<Utc>,
    /// When the meeting ends, UTC.
    #[serde(serialize_with = "moment")]
    pub ends_at: DateTime<Utc>,
    /// Where the meeting takes place, in words; null if not agreed.
    pub place: Option<String>,
    /// State of the meeting.
    pub state: MeetingStateTerm,
    /// Whether the hunter accepted the meeting after it was held.
    pub acceptance: AcceptanceTerm,
    /// Why the hunter rejected the meeting; null unless it was rejected.
    pub reject_reason: Option<RejectReasonTerm>,
    /// Why the meeting was cancelled; null unless it was cancelled.
    pub cancel_reason: Option<String>,
    /// Last comment given on the rejection or its dispute; null if there is none.
    pub comment: Option<String>,
    /// How many times the meeting was moved.
    pub reschedules: i32,
    /// Instant at which a held meeting counts as accepted unless it is rejected before, UTC; null if nothing is due.
    #[serde(serialize_with = "moment")]
    pub accept_due_at: Option<DateTime<Utc>>,
    /// When the meeting was marked as held, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub held_at: Option<DateTime<Utc>>,
    /// When the meeting was last accepted or rejected, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub decided_at: Option<DateTime<Utc>>,
    /// Id of the person who disputed the rejection; null if nobody did.
    pub disputed_by: Option<UserKey>,
    /// What each side decided about the disputed rejection.
    pub verdicts: Vec<Verdict>,
    /// When the meeting was booked, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// What one side decides about a disputed rejection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// Role in which the decision was made: call-centre administrator, head of active sales, or director.
    pub side: SideTerm,
    /// Id of the person who decided.
    pub by: UserKey,
    /// The decision: `accepted` or `rejected`.
    pub decision: String,
    /// When the side decided, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
}

impl From<meetings::Meeting> for Meeting {
    fn from(meeting: meetings::Meeting) -> Self {
        Self {
            id: Key(meeting.id),
            version: meeting.version,
            client_id: Key(meeting.client_id),
            kind: Term(meeting.kind),
            booked_by: Key(meeting.booked_by),
            hunter_id: Key(meeting.hunter_id),
            contact_id: meeting.contact_id.map(Key),
            call_id: meeting.call_id.map(Key),
            starts_at: meeting.starts_at,
            ends_at: meeting.ends_at,
            place: meeting.place,
            state: Term(meeting.state),
            acceptance: Term(meeting.acceptance),
            reject_reason: meeting.reject_reason.map(Term),
            cancel_reason: meeting.cancel_reason,
            comment: meeting.comment,
            reschedules: meeting.reschedules,
            accept_due_at: meeting.accept_due_at,
            held_at: meeting.held_at,
            decided_at: meeting.decided_at,
            disputed_by: meeting.disputed_by.map(Key),
            verdicts: meeting.verdicts.into_iter().map(Into::into).collect(),
            created_at: meeting.created_at,
        }
    }
}

impl From<meetings::Verdict> for Verdict {
    fn from(verdict: meetings::Verdict) -> Self {
        let decision = if verdict.accepted { Acceptance::Accepted } else { Acceptance::Rejected };
        Self { side: Term(verdict.side), by: Key(verdict.by), decision: decision.to_string(), at: verdict.at }
    }
}

versioned! { Meeting }
