//! The journal: the one record of what happened. Timeline, audit trail, webhooks and reports all read it.

use domain::{ClientId, Instant};
use migrations::TOLD;
use serde_json::Value;
use uuid::Uuid;

use self::journal::{Column as C, Entity};
use crate::After;
use crate::driver::Record;
use crate::page::page_by;
use crate::prelude::*;

mod accesses;
mod anchors;
mod chain;
mod pages;
mod proof;
mod restored;
mod stamp;

pub use accesses::AccessWanted;
pub use anchors::Anchor;
pub use chain::Attempt;
pub(crate) use chain::append;
pub use pages::{EntryFilter, Place};
pub use proof::{Fault, Proof};
pub use stamp::Stamp;

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the journal.
    pub place: Place,
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Instant,
    /// Name of what happened; an open list.
    pub name: String,
    /// Kind of the subject: the prefix of its id.
    pub subject_kind: String,
    /// The thing that it happened to.
    pub subject_id: Uuid,
    /// The client that it concerns.
    pub client_id: Option<ClientId>,
    /// `user`, `integration` or `system`.
    pub actor_kind: String,
    /// The person or integration that acted.
    pub actor_id: Option<Uuid>,
    /// `X-Request-Id` of the request that caused it.
    pub request_id: Option<String>,
    /// Ids, and values before and after.
    pub facts: Value,
    /// Its number in the chain of its subject, from 1; 0 or less for entries older than the chains.
    pub chain_no: i64,
    /// SHA-256 over the hash before it in the chain and its own content.
    pub hash: String,
    /// SHA-256 over the seals of the rows of money that were written with it.
    pub seal: Option<String>,
}

impl Entry {
    /// Public id of the subject.
    pub fn subject(&self) -> String {
        domain::ids::typed(&self.subject_kind, self.subject_id)
    }
}

table! {
    /// Everything that happened, in the order of writing; append-only. `tx` is the writing transaction; 0 on SQLite, where there is
    /// one at a time.
    journal: "journal" of Entry as entry keyed seq: i64 = entry.place.seq, {
        id: Uuid,
        at: Instant,
        name: String,
        subject_kind: String,
        subject_id: Uuid,
        client_id: Option<ClientId>,
        actor_kind: String,
        actor_id: Option<Uuid>,
        request_id: Option<String>,
        facts: Value as Json,
        chain_no: i64,
        hash: String,
        seal: Option<String>,
    } with {
        place: Place { tx, seq } => { tx: i64 = entry.place.tx },
    }
}

repository! {
    /// Reading the journal.
    Journal: journal
}

impl Journal<'_> {
    /// A page of what happened to things of `kinds` at a client, whose records are these, without the entries about reading;
    /// `request.after.key` is the number `seq`.
    pub async fn of_client(&self, records: &[ClientId], kinds: &[&str], request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let seq = |after: &After| after.read(|key| key.parse::<i64>().ok());
        let start = request.after.as_ref().map(seq).transpose()?.map(|seq| vec![seq.into()]);
        let select =
            Entity::find().filter(pages::of_records(records)).filter(C::SubjectKind.is_in(kinds.iter().copied())).filter(Expr::cust(TOLD));
        let place = |_: &Record, entry: &Entry| Ok(After { key: Some(entry.place.seq.to_string()), id: entry.id });
        page_by(self.0, select, (&[C::Seq], start), request, place).await
    }

    /// The entries with these numbers that exist.
    pub async fn with_numbers(&self, seqs: &[i64]) -> Result<Vec<Entry>, StoreError> {
        Entity::find().filter(C::Seq.is_in(seqs.iter().copied())).values(self.0).await
    }

    /// Roughly the number of entries: the highest `seq`.
    pub async fn length(&self) -> Result<i64, StoreError> {
        Ok(Entity::find().greatest(C::Seq, self.0).await?.unwrap_or(0))
    }
}
