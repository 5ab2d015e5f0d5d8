//! An entry of a client's timeline, on the wire.

use chrono::{DateTime, Utc};
use domain::JournalId;
use domain::ids::{JournalKind, typed};
use persistence::journal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Key;
use crate::list::Filter;

/// Id of a journal entry.
pub type EventKey = Key<JournalKind>;

/// Something that happened to a client, or to his calls, meetings, deals, sales, payments, handoffs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Its id.
    pub id: EventKey,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened; an open list.
    #[schema(examples("client_contacted"))]
    pub name: String,
    /// Id of what it happened to.
    #[schema(examples("client_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// Who did it: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Which one; null for the system.
    pub actor_id: Option<String>,
    /// Ids, and values before and after.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
}

impl From<journal::Entry> for TimelineEntry {
    fn from(entry: journal::Entry) -> Self {
        let actor_id = actor_id(&entry);
        Self {
            id: Key(JournalId::new(entry.id)),
            at: entry.at,
            subject_id: entry.subject(),
            name: entry.name,
            actor_kind: entry.actor_kind,
            actor_id,
            facts: entry.facts,
        }
    }
}

/// Public id of who did it; the house itself has none.
pub(super) fn actor_id(entry: &journal::Entry) -> Option<String> {
    entry.actor_id.map(|id| typed(&entry.actor_kind, id))
}

/// The timeline has no filters.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineFilter {}

impl Filter for TimelineFilter {
    const NEWEST_FIRST: bool = true;
}
