//! The journal: the one record of what happened. Timeline, audit trail, webhooks and reports all read it.

use domain::{ClientId, EventName, Instant, Word};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entity::journal as entity;
use crate::old_page::page;
use crate::{After, Db, Page, PageRequest, StoreError};

mod anchors;
mod chain;
mod following;
mod proof;
mod restored;
mod stamp;

pub use anchors::Anchor;
pub use chain::Attempt;
pub(crate) use chain::append;
pub use following::{EntryFilter, Place};
pub use proof::{Fault, Proof};
pub use stamp::Stamp;

/// An entry as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Instant,
    /// What happened; an open list.
    pub name: String,
    /// Kind of what it happened to: a TypeID prefix.
    pub subject_kind: String,
    /// What it happened to.
    pub subject_id: Uuid,
    /// The client it concerns.
    pub client_id: Option<ClientId>,
    /// `user`, `integration` or `system`.
    pub actor_kind: String,
    /// Which one.
    pub actor_id: Option<Uuid>,
    /// In which request.
    pub request_id: Option<String>,
    /// Ids, before and after.
    pub facts: serde_json::Value,
    /// Its number in the chain of its subject.
    pub chain_no: i64,
    /// What the chain says of it.
    pub hash: String,
}

impl Entry {
    /// Public id of what it happened to.
    pub fn subject(&self) -> String {
        domain::ids::typed(&self.subject_kind, self.subject_id)
    }
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
    /// What happened to things of `kinds` at a client; `request.after.key` is the position `seq`. Who looked is the audit's.
    pub async fn of_client(&self, client: ClientId, kinds: &[&str], request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let start = request.after.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse::<i64>().ok());
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .filter(entity::Column::SubjectKind.is_in(kinds.iter().copied()))
            .filter(entity::Column::Name.ne(EventName::RestrictedRead.as_str()));
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

    /// Those with these numbers, as far as they are there.
    pub async fn with_numbers(&self, seqs: &[i64]) -> Result<Vec<Entry>, StoreError> {
        let rows = entity::Entity::find().filter(entity::Column::Seq.is_in(seqs.iter().copied())).all(&self.0.exec()).await?;
        Ok(rows.into_iter().map(entry).collect())
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
        place: Place { tx: row.tx, seq: row.seq },
        id: row.id,
        at: row.at,
        name: row.name,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        client_id: row.client_id.map(ClientId::new),
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        request_id: row.request_id,
        facts: row.facts,
        chain_no: row.chain_no,
        hash: row.hash,
    }
}
