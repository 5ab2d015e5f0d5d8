//! The lists of events and of the audit trail, and what each may be asked with.

use domain::ids::untyped;
use domain::scalar::Shape;
use domain::{ClientId, Instant, UserId};
use persistence::filter::{FromParameter, ME};
use persistence::journal::{Entry, EntryFilter, Place};
use persistence::{Asker, Several};
use uuid::Uuid;

use super::{JournalPage, of_all_records, read_journal, readable_kinds};
use crate::prelude::*;

persistence::filter! {
    /// Filters of the list and the stream of events.
    pub struct EventFilter {
        /// Only events with one of these names; several are separated by commas.
        name: EventNames,
        /// Only events that concern this client.
        client_id: ClientId,
        /// Only events of the resource with this id, of whatever kind.
        subject_id: AnyId,
        /// Only what the person or integration with this id did; `me` is the person who asks.
        actor_id: ActorId,
        /// Only events that happened after this instant, UTC.
        occurred_after: Instant,
        /// Only events that happened before this instant, UTC.
        occurred_before: Instant,
        /// Ticket of `POST /v1/event-tickets` in place of a token; for streams only, and good for one.
        ticket: String,
    }
    cursors lasting
}

persistence::filter! {
    /// Filters of the audit trail.
    pub struct AuditFilter {
        /// Only entries with one of these names; several are separated by commas. `restricted_read` selects the reads.
        name: EventNames,
        /// Only entries that concern this client.
        client_id: ClientId,
        /// Only entries about the resource with this id, of whatever kind, reads included.
        subject_id: AnyId,
        /// Only what the person or integration with this id did and read; `me` is the person who asks.
        actor_id: ActorId,
        /// Only entries after this instant, UTC.
        occurred_after: Instant,
        /// Only entries before this instant, UTC.
        occurred_before: Instant,
    }
    cursors lasting
    newest_first
}

/// Names of events, by commas. The vocabulary is open and long, so the document shows a text.
#[derive(Clone, Debug)]
pub struct EventNames(Vec<EventName>);

impl FromParameter for EventNames {
    const SHAPE: Shape = Shape::Text;
    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String> {
        <Several<EventName>>::from_parameter(text, asker).map(|names| Self(names.0))
    }
}

/// The id of anything.
#[derive(Clone, Copy, Debug)]
pub struct AnyId(Uuid);

impl FromParameter for AnyId {
    const SHAPE: Shape = Shape::Text;
    fn from_parameter(text: &str, _: Asker<'_>) -> Result<Self, String> {
        let id = untyped(text).map(|(_, id)| Self(id));
        id.ok_or_else(|| "must be an id such as client_01h455vb4pex5vsknk084sn02q".to_owned())
    }
}

/// The id of a person or of an integration.
#[derive(Clone, Copy, Debug)]
pub struct ActorId(Uuid);

impl FromParameter for ActorId {
    const SHAPE: Shape = Shape::Text;
    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String> {
        if text == ME {
            return UserId::from_parameter(text, asker).map(|me| Self(me.uuid()));
        }
        AnyId::from_parameter(text, asker).map(|id| Self(id.0))
    }
}

impl From<&AuditFilter> for EntryFilter {
    fn from(filter: &AuditFilter) -> Self {
        Self {
            names: filter.name.as_ref().map(|names| names.0.clone()).unwrap_or_default(),
            client_id: filter.client_id,
            subject_id: filter.subject_id.map(|id| id.0),
            actor_id: filter.actor_id.map(|id| id.0),
            occurred_after: filter.occurred_after,
            occurred_before: filter.occurred_before,
            ..Self::default()
        }
    }
}

impl From<&EventFilter> for EntryFilter {
    fn from(filter: &EventFilter) -> Self {
        let EventFilter { name, client_id, subject_id, actor_id, occurred_after, occurred_before, ticket: _ } = filter.clone();
        Self::from(&AuditFilter { name, client_id, subject_id, actor_id, occurred_after, occurred_before })
    }
}

/// A page of the events that the caller may read (RULES.md §6).
pub async fn list_events(ctx: &Ctx, actor: &Actor, filter: &EventFilter, request: &PageRequest) -> Result<JournalPage> {
    actor.may(Action::ReadEvents)?;
    let filter = of_all_records(ctx, EntryFilter { kinds: Some(readable_kinds(actor, None)), ..filter.into() }).await?;
    let found = read_journal(ctx, &filter, request).await?;
    if super::start(request) > found.horizon { Err(AppError::BeyondJournal) } else { Ok(found) }
}

/// A page of the whole journal, reads included. Entries about what the caller may not read himself (RULES.md §6: the `sys_admin`
/// configures, and never sees what is restricted) come without their facts: that it happened, to what, and who did it.
pub async fn list_audit(ctx: &Ctx, actor: &Actor, filter: &AuditFilter, request: &PageRequest) -> Result<Page<Entry>> {
    actor.may(Action::ReadAudit)?;
    let kinds = readable_kinds(actor, None);
    // Nobody continues from the last page, so the newest entries are shown at once, also those that might get another one before them.
    let page = ctx.read().journal().page(&of_all_records(ctx, filter.into()).await?, Place::END, request).await?;
    Ok(page.map(|entry| if kinds.contains(&entry.subject_kind.as_str()) { entry } else { Entry { facts: serde_json::json!({}), ..entry } }))
}
