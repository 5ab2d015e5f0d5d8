//! The journal in an order in which nothing is ever added behind a reader.
//!
//! PostgreSQL gives out `seq` before it commits: an entry may become visible after one with a higher number has been read. So the
//! order is (`tx`, `seq`), and readers are shown nothing of a transaction that is not older than every one still running
//! (crates/README.md). SQLite has one writer: `tx` is 0, and the order that of writing.

use std::fmt;
use std::str::FromStr;

use domain::{ClientId, EventName, Instant, Word};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryTrait};
use uuid::Uuid;

use super::{Entry, Journal, entity, entry};
use crate::old_page::page;
use crate::{After, Dialect, Page, PageRequest, StoreError};
use entity::Column as C;

/// A place in the journal: what stands at it and before has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The writing transaction.
    pub tx: i64,
    /// The number within.
    pub seq: i64,
}

impl Place {
    /// Behind everything that is or will be.
    pub const END: Self = Self { tx: i64::MAX, seq: i64::MAX };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tx, self.seq)
    }
}

impl FromStr for Place {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (tx, seq) = text.split_once('.').unwrap_or((text, ""));
        Ok(Self { tx: tx.parse()?, seq: seq.parse()? })
    }
}

/// Which entries are wanted; nothing = all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryFilter {
    /// Of things of these kinds; `None` = of all, and also what was only looked at.
    pub kinds: Option<Vec<&'static str>>,
    /// With one of these names, or of one of these kinds; both empty = any.
    pub names: Vec<EventName>,
    /// See `names`.
    pub or_kinds: Vec<&'static str>,
    /// Concerning this client.
    pub client_id: Option<ClientId>,
    /// Of this very thing.
    pub subject_id: Option<Uuid>,
    /// Done by this person or integration.
    pub actor_id: Option<Uuid>,
    /// After this instant.
    pub occurred_after: Option<Instant>,
    /// Before this instant.
    pub occurred_before: Option<Instant>,
}

impl EntryFilter {
    /// Is `entry` one of those wanted? The same as the query asks.
    pub fn lets(&self, entry: &Entry) -> bool {
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&entry.subject_kind.as_str()) && entry.name != EventName::RestrictedRead.as_str())
            && (self.names.is_empty() && self.or_kinds.is_empty()
                || self.names.iter().any(|name| name.as_str() == entry.name)
                || self.or_kinds.contains(&entry.subject_kind.as_str()))
            && self.client_id.is_none_or(|client| entry.client_id == Some(client))
            && self.subject_id.is_none_or(|subject| entry.subject_id == subject)
            && self.actor_id.is_none_or(|actor| entry.actor_id == Some(actor))
            && self.occurred_after.is_none_or(|after| entry.at > after)
            && self.occurred_before.is_none_or(|before| entry.at < before)
    }
}

impl Journal<'_> {
    /// The last place that readers may be shown now: before it nothing will appear any more. An entry stands at it, so that who keeps
    /// it goes on from there even where the journal has been carried to another cluster.
    pub async fn horizon(&self) -> Result<Place, StoreError> {
        let sql = match self.0.dialect() {
            Dialect::Postgres => {
                "select tx, seq from journal where tx < journal_tx(pg_snapshot_xmin(pg_current_snapshot())) order by tx desc, seq desc limit 1"
            }
            Dialect::Sqlite => "select 0 as tx, coalesce(max(seq), 0) as seq from journal",
        };
        let row = self.0.exec().query_one_raw(self.0.statement(sql, [])).await?;
        let Some(row) = row else { return Ok(Place::default()) };
        Ok(Place { tx: row.try_get("", "tx")?, seq: row.try_get("", "seq")? })
    }

    /// A page of the entries up to `horizon`; `request.after.key` is a [`Place`].
    pub async fn page(&self, filter: &EntryFilter, horizon: Place, request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let names = || filter.names.iter().map(|name| name.as_str());
        let named = match (filter.names.is_empty(), filter.or_kinds.is_empty()) {
            (true, true) => None,
            (false, true) => Some(C::Name.is_in(names())),
            (_, false) => Some(C::Name.is_in(names()).or(C::SubjectKind.is_in(filter.or_kinds.iter().copied()))),
        };
        let select = entity::Entity::find()
            .filter(C::Tx.lte(horizon.tx).and(C::Tx.lt(horizon.tx).or(C::Seq.lte(horizon.seq))))
            .apply_if(filter.kinds.as_ref(), |select, kinds| {
                select.filter(C::SubjectKind.is_in(kinds.iter().copied())).filter(C::Name.ne(EventName::RestrictedRead.as_str()))
            })
            .apply_if(named, QueryFilter::filter)
            .apply_if(filter.client_id, |select, client| select.filter(C::ClientId.eq(client.uuid())))
            .apply_if(filter.subject_id, |select, subject| select.filter(C::SubjectId.eq(subject)))
            .apply_if(filter.actor_id, |select, actor| select.filter(C::ActorId.eq(actor)))
            .apply_if(filter.occurred_after, |select, at| select.filter(C::At.gt(at)))
            .apply_if(filter.occurred_before, |select, at| select.filter(C::At.lt(at)));
        let start = request.after.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse::<Place>().ok());
        page(
            self.0,
            select,
            ((C::Tx, C::Seq), start.map(|place| (place.tx, place.seq))),
            request,
            |row| After { key: Some(Place { tx: row.tx, seq: row.seq }.to_string()), id: row.id },
            |row| Ok(entry(row)),
        )
        .await
    }
}
