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

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Its id; the same wherever and however often it is read.
    pub id: EventKey,
    /// What happened; an open list.
    #[schema(examples("handoff_accepted"))]
    pub name: String,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Id of what it happened to.
    #[schema(examples("handoff_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// The client it concerns.
    pub client_id: Option<ClientKey>,
    /// Who did it: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Which one; null for the system.
    pub actor_id: Option<String>,
    /// `X-Request-Id` of the request that did it.
    pub request_id: Option<String>,
    /// Ids, and values before and after; never names, phones or texts about people. Empty where it is about commission: what somebody
    /// earns is read at `subject_id`, which writes down who read it.
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

/// What events may be filtered by, in the list and in the stream.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Only those with these names, by commas.
    #[param(value_type = Option<String>)]
    pub name: Option<Several<EventNameTerm>>,
    /// Only those that concern this client.
    pub client_id: Option<ClientKey>,
    /// Only those of this very thing, whatever it is.
    pub subject_id: Option<String>,
    /// Only what this person or integration did.
    pub actor_id: Option<String>,
    /// Only what happened after this instant.
    pub occurred_after: Option<DateTime<Utc>>,
    /// Only what happened before this instant.
    pub occurred_before: Option<DateTime<Utc>>,
    /// A ticket of `POST /v1/event-tickets` instead of a token; for streams only, and once.
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

/// A ticket to the stream.
#[derive(Serialize, ToSchema)]
pub struct EventTicket {
    /// Give it as `ticket`; it opens one stream, and is shown this once.
    #[schema(examples("baton_et_Zk3xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7yC"))]
    pub ticket: String,
    /// Until when it waits to be used.
    pub expires_at: DateTime<Utc>,
}

impl From<app::events::Ticket> for EventTicket {
    fn from(ticket: app::events::Ticket) -> Self {
        use secrecy::ExposeSecret;
        Self { ticket: ticket.secret.expose_secret().to_owned(), expires_at: ticket.expires_at }
    }
}
