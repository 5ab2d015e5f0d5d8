//! An event of the journal, on the wire: in lists, in the stream, in the audit trail.

use chrono::{DateTime, Utc};
use domain::access::is_discreet;
use domain::ids::untyped;
use domain::{EventName, JournalId};
use persistence::journal::{Entry, EntryFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::filter_instant;
use super::client::ClientKey;
use super::timeline::{EventKey, actor_id};
use super::{Key, Term};
use crate::list::{Filter, Several};
use crate::{Code, Problem};

/// The name of something that can happen.
pub type EventNameTerm = Term<EventName>;

/// Something that happened, as recorded in the journal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Id of the event; the same in lists, streams, webhooks and the audit trail.
    pub id: EventKey,
    /// Name of what happened, such as `handoff_accepted`; an open list.
    #[schema(examples("handoff_accepted"))]
    pub name: String,
    /// When the event happened, UTC.
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

/// Filters of the list and the stream of events.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Only events with one of these names; several are separated by commas.
    #[param(value_type = Option<String>)]
    pub name: Option<Several<EventNameTerm>>,
    /// Only events that concern this client.
    pub client_id: Option<ClientKey>,
    /// Only events of the resource with this id, of whatever kind.
    pub subject_id: Option<String>,
    /// Only what the person or integration with this id did.
    pub actor_id: Option<String>,
    /// Only events that happened after this instant, UTC.
    pub occurred_after: Option<DateTime<Utc>>,
    /// Only events that happened before this instant, UTC.
    pub occurred_before: Option<DateTime<Utc>>,
    /// Ticket of `POST /v1/event-tickets` in place of a token; for streams only, and good for one.
    pub ticket: Option<String>,
}

impl Filter for EventFilter {
    const LASTING: bool = true;
}

impl EventFilter {
    /// The journal's.
    pub fn read(&self) -> Result<EntryFilter, Problem> {
        let Self { name, client_id, subject_id, actor_id, occurred_after, occurred_before, ticket: _ } = self;
        wanted(name.as_ref(), *client_id, (subject_id.as_deref(), actor_id.as_deref()), (*occurred_after, *occurred_before))
    }
}

/// The journal's filter.
pub(super) fn wanted(
    names: Option<&Several<EventNameTerm>>,
    client: Option<ClientKey>,
    (subject, actor): (Option<&str>, Option<&str>),
    (after, before): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
) -> Result<EntryFilter, Problem> {
    Ok(EntryFilter {
        kinds: None,
        names: names.iter().flat_map(|names| &names.0).map(|name| name.0).collect(),
        or_kinds: Vec::new(),
        client_id: client.map(|key| key.0),
        subject_id: any_id("subject_id", subject)?,
        actor_id: any_id("actor_id", actor)?,
        occurred_after: filter_instant("occurred_after", after)?,
        occurred_before: filter_instant("occurred_before", before)?,
    })
}

/// The id of anything, in a query.
fn any_id(name: &str, text: Option<&str>) -> Result<Option<Uuid>, Problem> {
    let wrong = || Problem::new(Code::BadQuery, format!("{name}: must be an id such as client_01h455vb4pex5vsknk084sn02q"));
    text.map(|text| untyped(text).map(|(_, id)| id).ok_or_else(wrong)).transpose()
}

/// A ticket that opens one stream of events.
#[derive(Serialize, ToSchema)]
pub struct EventTicket {
    /// The ticket, shown in this answer only; give it as the query parameter `ticket` to open one stream.
    #[schema(examples("baton_et_Zk3xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7yC"))]
    pub ticket: String,
    /// Instant until which the ticket can be used, UTC.
    pub expires_at: DateTime<Utc>,
}

impl From<app::events::Ticket> for EventTicket {
    fn from(ticket: app::events::Ticket) -> Self {
        use secrecy::ExposeSecret;
        Self { ticket: ticket.secret.expose_secret().to_owned(), expires_at: ticket.expires_at }
    }
}
