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

/// Something that somebody should look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Signal {
    /// Its id.
    pub id: SignalKey,
    /// The number in its ETag.
    pub version: i64,
    /// What it says.
    pub kind: SignalKindTerm,
    /// Id, or code, of what it is about.
    pub subject: String,
    /// Whose matter it is.
    pub user_id: Option<UserKey>,
    /// Whose head should act.
    pub unit: UnitTerm,
    /// The numbers behind it.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// Has somebody seen it, is it over?
    pub state: SignalStateTerm,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was over.
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

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SignalFilter {
    /// Only in these states, by commas: `open,acknowledged`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<SignalStateTerm>>)]
    pub state: Option<Several<SignalStateTerm>>,
    /// Only of this kind.
    pub kind: Option<SignalKindTerm>,
    /// Only for the head of this unit.
    pub unit: Option<UnitTerm>,
    /// Only about this person.
    pub user_id: Option<UserKey>,
    /// Only about this.
    pub subject: Option<String>,
    /// Only those raised after this instant.
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
