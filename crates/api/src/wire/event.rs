//! An event of the journal, on the wire: in lists, in the stream, in the audit trail.

use app::journal::Entry;
use domain::JournalId;
use domain::access::is_discreet;

use super::client::ClientKey;
use super::prelude::*;
use super::timeline::{EventKey, actor_id};

/// Something that happened, as recorded in the journal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Id of the event; the same in lists, streams, webhooks and the audit trail.
    pub id: EventKey,
    /// Name of what happened, such as `handoff_accepted`; an open list.
    #[schema(examples("handoff_accepted"))]
    pub name: String,
    /// When the event happened, UTC.
    #[serde(serialize_with = "moment")]
    pub occurred_at: DateTime<Utc>,
    /// Id of the resource that the event happened to.
    #[schema(examples("handoff_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// Id of the client that the event concerns; null if it concerns none.
    pub client_id: Option<ClientKey>,
    /// Kind of the actor: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Id of the person or integration that acted; null for the system.
    pub actor_id: Option<String>,
    /// `X-Request-Id` of the request that caused the event; null where no request did.
    pub request_id: Option<String>,
    /// Ids, and values before and after the event, as an object; never names, phone numbers or texts about people. Empty for events of
    /// commission, which are read at `subject_id` so that every reading is logged.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
}

impl From<Entry> for Event {
    fn from(entry: Entry) -> Self {
        Self {
            id: Key(JournalId::new(entry.id)),
            subject_id: entry.subject(),
            actor_id: actor_id(&entry),
            name: entry.name,
            occurred_at: entry.at,
            client_id: entry.client_id.map(Key),
            actor_kind: entry.actor_kind,
            request_id: entry.request_id,
            facts: if is_discreet(&entry.subject_kind) { serde_json::json!({}) } else { entry.facts },
        }
    }
}

/// A ticket that opens one stream of events.
#[derive(Serialize, ToSchema)]
pub struct EventTicket {
    /// The ticket, shown in this answer only; give it as the query parameter `ticket` to open one stream.
    #[schema(examples("baton_et_Zk3xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7yC"))]
    pub ticket: String,
    /// Instant until which the ticket can be used, UTC.
    #[serde(serialize_with = "moment")]
    pub expires_at: DateTime<Utc>,
}

impl From<app::events::Ticket> for EventTicket {
    fn from(ticket: app::events::Ticket) -> Self {
        use secrecy::ExposeSecret;
        Self { ticket: ticket.secret.expose_secret().to_owned(), expires_at: ticket.expires_at }
    }
}
