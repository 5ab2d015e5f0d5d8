//! The journal: the one record of what happened. Timeline, audit trail, webhooks and reports all read it.

use domain::{ClientId, Event, Instant};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entity::journal as entity;
use crate::page::page;
use crate::{After, Db, Page, PageRequest, Stamp, StoreError};

/// An entry as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Position; rises with time of writing.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Instant,
    /// What happened; an open list.
    pub name: String,
    /// Public id of what it happened to.
    pub subject: String,
    /// `user`, `integration` or `system`.
    pub actor_kind: String,
    /// Which one.
    pub actor_id: Option<Uuid>,
    /// In which request.
    pub request_id: Option<String>,
    /// Ids, before and after.
    pub facts: serde_json::Value,
}

/// Appends `events`, one multi-row insert.
pub(crate) async fn append(db: &Db, stamp: &Stamp, events: Vec<Event>) -> Result<(), StoreError> {
    // PostgreSQL binds at most 65,535 values a statement, SQLite 32,766: ten a row.
    for chunk in events.chunks(1_000) {
        let rows = chunk.iter().map(|event| entity::ActiveModel {
            seq: sea_orm::ActiveValue::NotSet,
            id: Set(new_id()),
            at: Set(stamp.at),
            name: Set(event.name.to_string()),
            subject_kind: Set(event.subject_kind.to_owned()),
            subject_id: Set(event.subject_id),
            client_id: Set(event.client_id.map(domain::Id::uuid)),
            actor_kind: Set(stamp.actor_kind.to_owned()),
            actor_id: Set(stamp.actor_id),
            request_id: Set(stamp.request_id.clone()),
            facts: Set(serde_json::Value::Object(event.facts.clone())),
        });
        entity::Entity::insert_many(rows).exec_without_returning(&db.exec()).await?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the id of a journal entry is decided by nobody but the journal")]
fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Reading the journal.
pub struct Journal<'a>(&'a Db);

impl Db {
    /// The journal.
    pub const fn journal(&self) -> Journal<'_> {
        Journal(self)
    }
}

impl Journal<'_> {
    /// A client's timeline; `request.after.key` is the position `seq`.
    pub async fn of_client(&self, client: ClientId, request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let start = request.after.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse::<i64>().ok());
        let select = entity::Entity::find().filter(entity::Column::ClientId.eq(client.uuid()));
        page(
            self.0,
            select,
            (entity::Column::Seq, start),
            request,
            |row| After { key: Some(row.seq.to_string()), id: row.id },
            |row| Ok(entry(row)),
        )
        .await
    }

    /// How many entries there are, nearly: the highest position.
    pub async fn length(&self) -> Result<i64, StoreError> {
        use sea_orm::{QueryOrder, QuerySelect};
        let newest: Option<i64> = entity::Entity::find()
            .select_only()
            .column(entity::Column::Seq)
            .order_by_desc(entity::Column::Seq)
            .limit(1)
            .into_tuple()
            .one(&self.0.exec())
            .await?;
        Ok(newest.unwrap_or(0))
    }
}

fn entry(row: entity::Model) -> Entry {
    Entry {
        seq: row.seq,
        id: row.id,
        at: row.at,
        name: row.name,
        subject: domain::ids::typed(&row.subject_kind, row.subject_id),
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        request_id: row.request_id,
        facts: row.facts,
    }
}
