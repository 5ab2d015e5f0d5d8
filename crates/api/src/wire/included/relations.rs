//! What is told beside an answer of clients, of the people there, and of what happened between them and us.

use app::names;

use super::super::activity::{ActivityKindTerm, HandoffKey};
use super::super::call::{ActivityKey, CallKey, CallOutcomeTerm, DirectionTerm, MeetingKey};
use super::super::client::{ClientKey, StageTerm};
use super::super::contact::ContactKey;
use super::super::handoff::{HandoffKindTerm, HandoffStateTerm};
use super::super::meeting::{MeetingKindTerm, MeetingStateTerm};
use super::super::prelude::*;
use super::super::user::UserKey;

/// A client, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientSummary {
    /// Id of the client.
    pub id: ClientKey,
    /// Name of the client in the commercial register.
    pub legal_name: String,
    /// Name under which the client trades; null if none is known.
    pub trade_name: Option<String>,
    /// Stage of the client.
    pub stage: StageTerm,
    /// Id of the person who answers for the client; null while nobody does.
    pub curator_id: Option<UserKey>,
}

impl From<names::ClientSummary> for ClientSummary {
    fn from(client: names::ClientSummary) -> Self {
        Self {
            id: Key(client.id),
            legal_name: client.legal_name,
            trade_name: client.trade_name,
            stage: Term(client.stage),
            curator_id: client.curator_id.map(Key),
        }
    }
}

/// A contact person of a client, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactSummary {
    /// Id of the contact person.
    pub id: ContactKey,
    /// Name of the contact person.
    pub name: String,
    /// Position of the person at the client; null if it is not known.
    pub position: Option<String>,
}

impl From<names::ContactSummary> for ContactSummary {
    fn from(contact: names::ContactSummary) -> Self {
        Self { id: Key(contact.id), name: contact.name, position: contact.position }
    }
}

/// An entry of the contact history, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivitySummary {
    /// Id of the entry.
    pub id: ActivityKey,
    /// Kind of contact, such as a call or a visit.
    pub kind: ActivityKindTerm,
    /// Id of the employee who had the contact; null if no person had it.
    pub user_id: Option<UserKey>,
    /// When the contact took place, UTC.
    #[serde(serialize_with = "moment")]
    pub occurred_at: DateTime<Utc>,
}

impl From<names::ActivitySummary> for ActivitySummary {
    fn from(activity: names::ActivitySummary) -> Self {
        Self { id: Key(activity.id), kind: Term(activity.kind), user_id: activity.user_id.map(Key), occurred_at: activity.occurred_at }
    }
}

/// A telephone call, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallSummary {
    /// Id of the call.
    pub id: CallKey,
    /// Who called whom: `inbound`, `outbound` or `internal`.
    pub direction: DirectionTerm,
    /// When the call began, UTC.
    #[serde(serialize_with = "moment")]
    pub started_at: DateTime<Utc>,
    /// Technical outcome of the call; null until it has ended.
    pub outcome: Option<CallOutcomeTerm>,
    /// How long the parties spoke, in seconds; null if it is not known.
    pub talk_seconds: Option<i32>,
}

impl From<names::CallSummary> for CallSummary {
    fn from(call: names::CallSummary) -> Self {
        Self {
            id: Key(call.id),
            direction: Term(call.direction),
            started_at: call.started_at,
            outcome: call.outcome.map(Term),
            talk_seconds: call.talk_seconds,
        }
    }
}

/// A meeting, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingSummary {
    /// Id of the meeting.
    pub id: MeetingKey,
    /// Kind of the meeting.
    pub kind: MeetingKindTerm,
    /// When the meeting begins, UTC.
    #[serde(serialize_with = "moment")]
    pub starts_at: DateTime<Utc>,
    /// State of the meeting.
    pub state: MeetingStateTerm,
}

impl From<names::MeetingSummary> for MeetingSummary {
    fn from(meeting: names::MeetingSummary) -> Self {
        Self { id: Key(meeting.id), kind: Term(meeting.kind), starts_at: meeting.starts_at, state: Term(meeting.state) }
    }
}

/// A handoff, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoffSummary {
    /// Id of the handoff.
    pub id: HandoffKey,
    /// Between which departments the client passes.
    pub kind: HandoffKindTerm,
    /// State of the handoff.
    pub state: HandoffStateTerm,
    /// Id of the person who is to take the client over; null until somebody is named.
    pub to_user_id: Option<UserKey>,
}

impl From<names::HandoffSummary> for HandoffSummary {
    fn from(handoff: names::HandoffSummary) -> Self {
        Self { id: Key(handoff.id), kind: Term(handoff.kind), state: Term(handoff.state), to_user_id: handoff.to_user_id.map(Key) }
    }
}

identified! { ClientSummary, ContactSummary, ActivitySummary, CallSummary, MeetingSummary, HandoffSummary }
