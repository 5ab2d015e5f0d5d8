//! A signal to a head, on the wire.

use domain::ids::SignalKindId;
use domain::portfolio::{self, SignalKind, SignalState};

use super::client::ClientKey;
use super::prelude::*;
use super::user::{UnitTerm, UserKey};

pub type SignalKey = Key<SignalKindId>;
pub type SignalKindTerm = Term<SignalKind>;
pub type SignalStateTerm = Term<SignalState>;

/// A signal: something that somebody should look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Signal {
    /// Id of the signal, assigned by the server.
    pub id: SignalKey,
    /// Version number of the signal, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Kind of the signal, such as `overload` or `handoff_overdue`.
    pub kind: SignalKindTerm,
    /// Id or code of the thing that the signal is about.
    pub subject: String,
    /// Id of the person whose matter it is; null if it is nobody's in particular.
    pub user_id: Option<UserKey>,
    /// Id of the client that it is about; null if it is about none.
    pub client_id: Option<ClientKey>,
    /// Unit whose head should act on the signal.
    pub unit: UnitTerm,
    /// Numbers and ids behind the signal, as an object.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// State of the signal: open, acknowledged or resolved.
    pub state: SignalStateTerm,
    /// When the signal was raised, UTC.
    #[serde(serialize_with = "moment")]
    pub since: DateTime<Utc>,
    /// When the signal was resolved, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub resolved_at: Option<DateTime<Utc>>,
}

impl From<portfolio::Signal> for Signal {
    fn from(signal: portfolio::Signal) -> Self {
        let client_id = signal.client_id().map(Key);
        Self {
            id: Key(signal.id),
            version: signal.version,
            kind: Term(signal.kind),
            subject: signal.subject,
            user_id: signal.user_id.map(Key),
            client_id,
            unit: Term(signal.unit),
            facts: serde_json::Value::Object(signal.facts),
            state: Term(signal.state),
            since: signal.since,
            resolved_at: signal.resolved_at,
        }
    }
}

versioned! { Signal }
