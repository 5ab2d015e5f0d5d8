//! An entry of a client's timeline, on the wire.

use app::journal;
use domain::JournalId;
use domain::ids::{JournalKind, typed};

use super::prelude::*;

pub type EventKey = Key<JournalKind>;

/// Something that happened to a client, or to the client's calls, meetings, deals, sales, payments or handoffs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Id of the entry, the same as that of the event in `/v1/events`.
    pub id: EventKey,
    /// When the event happened, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
    /// Name of what happened, such as `handoff_accepted`; an open list.
    #[schema(examples("client_contacted"))]
    pub name: String,
    /// Id of the resource that the event happened to.
    #[schema(examples("client_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// Kind of the actor: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Id of the person or integration that acted; null for the system.
    pub actor_id: Option<String>,
    /// Ids, and values before and after the event, as an object.
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

/// Public id of who did it; the system itself has none.
pub(super) fn actor_id(entry: &journal::Entry) -> Option<String> {
    entry.actor_id.map(|id| typed(&entry.actor_kind, id))
}
