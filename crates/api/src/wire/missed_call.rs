//! Missed calls, on the wire.

use domain::calling::missed::{self, MissedCallState};
use domain::ids::MissedCallKind;

use super::call::CallKey;
use super::client::ClientKey;
use super::prelude::*;
use super::user::{UnitTerm, UserKey};

pub type MissedCallKey = Key<MissedCallKind>;
pub type MissedCallStateTerm = Term<MissedCallState>;

/// Inbound calls of one number that nobody answered: a duty to call back.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissedCall {
    /// Id of the missed call, assigned by the server.
    pub id: MissedCallKey,
    /// Version number of the missed call, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Phone number to be called back, in E.164.
    #[schema(examples("+74957654321"))]
    pub number: String,
    /// Id of the client who has the number; null if none was known when the duty began.
    pub client_id: Option<ClientKey>,
    /// Ids of the calls that nobody answered, the first one first; at most 100.
    pub call_ids: Vec<CallKey>,
    /// When the first of the calls ended, UTC.
    #[serde(serialize_with = "moment")]
    pub missed_at: DateTime<Utc>,
    /// When it is to be returned at the latest, UTC: by the norm `client_department.call_back_minutes` after the end of the last call;
    /// what is overdue keeps the instant that was missed.
    #[serde(serialize_with = "moment")]
    pub due_at: DateTime<Utc>,
    /// Unit whose head answers for the call back.
    pub unit: UnitTerm,
    /// Id of the person who has to call back: the account owner (curator) of a client who is served, or whoever took it; null if nobody
    /// in particular.
    pub user_id: Option<UserKey>,
    /// State of the duty.
    pub state: MissedCallStateTerm,
    /// Id of the call by which it was returned; null while it was not.
    pub returned_call_id: Option<CallKey>,
    /// How long after `missed_at` the call began by which it was returned, in seconds; null while it was not.
    pub returned_after_seconds: Option<i64>,
    /// Why nobody has to call back; null unless it was dismissed.
    pub dismiss_reason: Option<String>,
    /// When the duty began to be known, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<missed::MissedCall> for MissedCall {
    fn from(missed: missed::MissedCall) -> Self {
        Self {
            id: Key(missed.id),
            version: missed.version,
            number: missed.number.as_str().to_owned(),
            client_id: missed.client_id.map(Key),
            call_ids: missed.call_ids.into_iter().map(Key).collect(),
            missed_at: missed.missed_at,
            due_at: missed.due_at,
            unit: Term(missed.unit),
            user_id: missed.user_id.map(Key),
            state: Term(missed.state),
            returned_call_id: missed.returned_call_id.map(Key),
            returned_after_seconds: missed.returned_after_seconds,
            dismiss_reason: missed.dismiss_reason,
            created_at: missed.created_at,
        }
    }
}

versioned! { MissedCall }

/// Why nobody has to call back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissMissedCall {
    /// Why nobody has to call back, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("спам"), min_length = 1, max_length = 500)]
    pub reason: String,
}
