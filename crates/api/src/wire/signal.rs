//! A signal to a head, on the wire.

use chrono::{DateTime, Utc};
use domain::ids::SignalKindId;
use domain::portfolio::{self, SignalKind, SignalState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::user::{UnitTerm, UserKey};
use super::{Key, Term};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Id of a signal.
pub type SignalKey = Key<SignalKindId>;
/// A kind of signal.
pub type SignalKindTerm = Term<SignalKind>;
/// The state of a signal.
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
    /// Unit whose head should act on the signal.
    pub unit: UnitTerm,
    /// Numbers and ids behind the signal, as an object.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// State of the signal: open, acknowledged or resolved.
    pub state: SignalStateTerm,
    /// When the signal was raised, UTC.
    pub since: DateTime<Utc>,
    /// When the signal was resolved, UTC; null until then.
    pub resolved_at: Option<DateTime<Utc>>,
}

impl From<portfolio::Signal> for Signal {
    fn from(signal: portfolio::Signal) -> Self {
        Self {
            id: Key(signal.id),
            version: signal.version,
            kind: Term(signal.kind),
            subject: signal.subject,
            user_id: signal.user_id.map(Key),
            unit: Term(signal.unit),
            facts: serde_json::Value::Object(signal.facts),
            state: Term(signal.state),
            since: signal.since,
            resolved_at: signal.resolved_at,
        }
    }
}

impl Versioned for Signal {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list of signals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SignalFilter {
    /// Only signals in one of these states; several are separated by commas, as in `open,acknowledged`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<SignalStateTerm>>)]
    pub state: Option<Several<SignalStateTerm>>,
    /// Only signals of this kind.
    pub kind: Option<SignalKindTerm>,
    /// Only signals that the head of this unit should act on.
    pub unit: Option<UnitTerm>,
    /// Only signals whose matter is this person's.
    pub user_id: Option<UserKey>,
    /// Only signals about the thing with this id or code.
    pub subject: Option<String>,
    /// Only signals raised after this instant, UTC.
    pub since_after: Option<DateTime<Utc>>,
}

impl Filter for SignalFilter {
    const SORTS: &'static [&'static str] = &["id", "since"];
}

impl From<&SignalFilter> for persistence::portfolio::SignalFilter {
    fn from(filter: &SignalFilter) -> Self {
        Self {
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            kind: filter.kind.map(|term| term.0),
            unit: filter.unit.map(|term| term.0),
            user_id: filter.user_id.map(|key| key.0),
            subject: filter.subject.clone(),
            since_after: filter.since_after,
        }
    }
}
