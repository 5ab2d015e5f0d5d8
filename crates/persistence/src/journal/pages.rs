//! The journal in an order in which nothing is ever added behind a reader.
//!
//! PostgreSQL gives out `seq` before it commits: an entry may become visible after one with a higher number has been read. So the
//! order is (`tx`, `seq`), and readers are shown nothing of a transaction that is not older than every one still running
//! (crates/README.md). SQLite has one writer: `tx` is 0, and the order that of writing.

use std::fmt;
use std::str::FromStr;

use domain::{ClientId, EventName, Instant, Word};
use migrations::{OF_THE_COMPANY, TOLD};
use uuid::Uuid;

use super::{C, Entity, Entry, Journal};
use crate::After;
use crate::driver::Record;
use crate::page::page_by;
use crate::prelude::*;

/// A place in the journal: everything at it and before has been read.
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

    /// Entries at this place and before.
    pub(super) fn and_before(self) -> Expr {
        Self::of_entry().lte(self.pair())
    }

    /// Entries behind this place, in the direction of reading.
    fn and_on(self, descending: bool, dialect: Dialect) -> Expr {
        match dialect {
            // Of a pair whose second half is the rowid SQLite seeks the first only, and that is always 0.
            Dialect::Sqlite if self.tx == 0 => C::Tx.eq(0).and(if descending { C::Seq.lt(self.seq) } else { C::Seq.gt(self.seq) }),
            _ if descending => Self::of_entry().lt(self.pair()),
            _ => Self::of_entry().gt(self.pair()),
        }
    }

    /// The place of an entry, to be compared as a pair: that is a range of the index `journal_order`. `tx > ? or (tx = ? and seq > ?)`
    /// says the same and is none: PostgreSQL walks the whole journal up to the place.
    fn of_entry() -> Expr {
        Expr::tuple([C::Tx.into_expr(), C::Seq.into_expr()])
    }

    fn pair(self) -> Expr {
        Expr::tuple([Expr::val(self.tx), Expr::val(self.seq)])
    }
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

/// Which entries are wanted; the default is all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryFilter {
    /// About things of these kinds; `None` for all kinds, and also for the entries that somebody has read something.
    pub kinds: Option<Vec<&'static str>>,
    /// With one of these names, or of one of the kinds `or_kinds`; both empty for any name.
    pub names: Vec<EventName>,
    /// See `names`.
    pub or_kinds: Vec<&'static str>,
    /// Concerning this client.
    pub client_id: Option<ClientId>,
    /// Records that have gone on in his, or his in theirs: one client (E-6).
    pub other_records: Vec<ClientId>,
    /// About this very thing.
    pub subject_id: Option<Uuid>,
    /// Done by this person or integration.
    pub actor_id: Option<Uuid>,
    /// After this instant.
    pub occurred_after: Option<Instant>,
    /// Before this instant.
    pub occurred_before: Option<Instant>,
}

impl EntryFilter {
    /// Is `entry` one of the wanted? Must agree with the condition of the query.
    pub fn lets(&self, entry: &Entry) -> bool {
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&entry.subject_kind.as_str()) && entry.name != EventName::RestrictedRead.as_str())
            && (self.names.is_empty() && self.or_kinds.is_empty()
                || self.names.iter().any(|name| name.as_str() == entry.name)
                || self.or_kinds.contains(&entry.subject_kind.as_str()))
            && self.client_id.is_none_or(|client| entry.client_id.is_some_and(|of| of == client || self.other_records.contains(&of)))
            && self.subject_id.is_none_or(|subject| entry.subject_id == subject)
            && self.actor_id.is_none_or(|actor| entry.actor_id == Some(actor))
            && self.occurred_after.is_none_or(|after| entry.at > after)
            && self.occurred_before.is_none_or(|before| entry.at < before)
    }

    fn condition(&self) -> Condition {
        let named = || C::Name.is_one_of(self.names.iter().copied());
        let named = match (self.names.is_empty(), self.or_kinds.is_empty()) {
            (true, true) => None,
            (false, true) => Some(named()),
            (_, false) => Some(named().or(C::SubjectKind.is_in(self.or_kinds.iter().copied()))),
        };
        let kinds = self.kinds.as_ref().map(|kinds| C::SubjectKind.is_in(kinds.iter().copied()).and(Expr::cust(TOLD)));
        // Said as the indexes `journal_told` and `journal_company` say it: else the few entries are looked for through the whole journal.
        let of_the_company =
            self.kinds.as_ref().is_some_and(|kinds| kinds.iter().all(|kind| OF_THE_COMPANY.contains(&format!("'{kind}'"))));
        Condition::all()
            .add_option(kinds)
            .add_option(of_the_company.then(|| Expr::cust(OF_THE_COMPANY)))
            .add_option(named)
            .add_option(self.client_id.map(|client| of_records(&[&[client], self.other_records.as_slice()].concat())))
            .add_option(self.subject_id.map(|subject| C::SubjectId.eq(subject)))
            .add_option(self.actor_id.map(|actor| C::ActorId.eq(actor)))
            .add_option(self.occurred_after.map(|at| C::At.gt(at)))
            .add_option(self.occurred_before.map(|at| C::At.lt(at)))
    }
}

/// Entries about a client, whose records are these.
pub(super) fn of_records(records: &[ClientId]) -> Expr {
    match records {
        [one] => C::ClientId.is(*one),
        several => C::ClientId.is_one_of(several.iter().copied()),
    }
}

impl Journal<'_> {
    /// The last place that readers may be shown now: before it nothing will appear any more. There is an entry at it, so that readers
    /// can continue from it even after the journal has been moved to another cluster.
    pub async fn horizon(&self) -> Result<Place, StoreError> {
        let sql = match self.0.dialect() {
            // A snapshot knows the transactions of the whole cluster; those of other databases write nothing here.
            Dialect::Postgres => {
                "select tx, seq from journal where tx < journal_tx(coalesce(
                     (select running from pg_snapshot_xip(pg_current_snapshot()) as running where not exists (
                          select from pg_stat_get_activity(null) as elsewhere where elsewhere.backend_xid = running::xid
                          and elsewhere.datid <> (select oid from pg_database where datname = current_database()))
                      order by running limit 1),
                     pg_snapshot_xmax(pg_current_snapshot()))) order by tx desc, seq desc limit 1"
            }
            Dialect::Sqlite => "select 0 as tx, coalesce(max(seq), 0) as seq from journal",
        };
        let Some(row) = self.0.row(sql, []).await? else { return Ok(Place::default()) };
        let (tx, seq) = row.read()?;
        Ok(Place { tx, seq })
    }

    /// A page of the entries up to `horizon`; `request.after.key` is a [`Place`].
    pub async fn page(&self, filter: &EntryFilter, horizon: Place, request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let start = request.after.as_ref().map(|after| after.read(|key| key.parse::<Place>().ok())).transpose()?;
        let behind = filter.condition().add_option(start.map(|start| start.and_on(request.descending, self.0.dialect())));
        let select = Entity::find().filter(horizon.and_before()).filter(behind);
        let place = |_: &Record, entry: &Entry| Ok(After { key: Some(entry.place.to_string()), id: entry.id });
        page_by(self.0, select, (&[C::Tx, C::Seq], None), request, place).await
    }
}
