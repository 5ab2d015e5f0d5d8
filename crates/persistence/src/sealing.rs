//! Seals: a digest of every row of money, taken where rows are written (`query`) and stored in the same transaction under one of its
//! journal entries. The entry's hash covers its seals, so a row that was changed, added or removed by hand no longer agrees with the
//! chain of hashes (`ledger`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use sea_orm::sea_query::Value;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The tables whose rows are sealed, each with the prefix of the ids of its rows.
pub(crate) const SEALED: [(&str, &str); 12] = [
    ("allocations", "allocation"),
    ("commission_accruals", "accrual"),
    ("commission_adjustments", "adjustment"),
    ("commission_entitlements", "entitlement"),
    ("commission_periods", "period"),
    ("commission_plans", "plan"),
    ("commission_statements", "statement"),
    ("fx_rates", "fxrate"),
    ("payments", "payment"),
    ("refunds", "refund"),
    ("sale_lines", "saleline"),
    ("sales", "sale"),
];

/// Prefix of the ids of a sealed table; `None` for the others.
pub(crate) fn kind(table: &str) -> Option<&'static str> {
    SEALED.iter().find(|(name, _)| *name == table).map(|(_, kind)| *kind)
}

/// What a row was when it was written. Of a row that was deleted the digest is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seal {
    pub(crate) shape: String,
    pub(crate) digest: String,
}

impl Seal {
    /// That of a row with these cells.
    pub(crate) fn of(columns: &[&str], cells: &[Value]) -> Self {
        Self { shape: shape(columns), digest: digest(columns.iter().copied().zip(cells)) }
    }

    /// That of a row which is gone.
    pub(crate) const fn gone() -> Self {
        Self { shape: String::new(), digest: String::new() }
    }
}

/// Which columns a digest covers, in sixteen digits: a column that a later migration adds is no alteration of older rows.
pub(crate) fn shape(columns: &[&str]) -> String {
    hex(&Sha256::digest(columns.join(","))).chars().take(16).collect()
}

/// SHA-256 over the cells by their columns, as JSON with sorted members: the same on both databases, whatever the order of columns.
pub(crate) fn digest<'a>(cells: impl Iterator<Item = (&'a str, &'a Value)>) -> String {
    let mut row = Json::Object(cells.map(|(column, cell)| (column.to_owned(), plain(cell))).collect::<Map<_, _>>());
    row.sort_all_objects();
    hex(&Sha256::digest(row.to_string()))
}

/// A cell as JSON; instants in microseconds.
pub(crate) fn plain(cell: &Value) -> Json {
    match cell {
        Value::Bool(Some(yes)) => (*yes).into(),
        Value::Int(Some(number)) => (*number).into(),
        Value::BigInt(Some(number)) => (*number).into(),
        Value::String(Some(text)) => text.as_str().into(),
        Value::Uuid(Some(id)) => id.to_string().into(),
        Value::ChronoDate(Some(day)) => day.to_string().into(),
        Value::ChronoDateTimeUtc(Some(at)) => at.timestamp_micros().into(),
        Value::Json(Some(json)) => (**json).clone(),
        other if *other == other.as_null() => Json::Null,
        other => format!("{other:?}").into(),
    }
}

/// Bytes as text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The seals of a transaction: the last of each row that it has written.
#[derive(Debug, Default)]
pub(crate) struct Seals(BTreeMap<(&'static str, Uuid), Seal>);

impl Seals {
    /// The first row, as what happened when nothing else did.
    pub(crate) fn first(&self) -> Option<(&'static str, Uuid)> {
        self.0.keys().next().and_then(|(table, row)| kind(table).map(|kind| (kind, *row)))
    }

    /// What the journal entry says of all of them; `None` if there are none.
    pub(crate) fn digest(&self) -> Option<String> {
        let lines = self.0.iter().map(|((table, row), seal)| line(table, *row, seal));
        (!self.0.is_empty()).then(|| digest_of_lines(lines))
    }

    /// Table, row and seal of each, in the order of tables and rows.
    pub(crate) fn rows(self) -> impl Iterator<Item = (&'static str, Uuid, Seal)> {
        self.0.into_iter().map(|((table, row), seal)| (table, row, seal))
    }
}

/// One seal as a line of what its entry covers.
pub(crate) fn line(table: &str, row: Uuid, seal: &Seal) -> String {
    format!("{table} {row} {} {}\n", seal.shape, seal.digest)
}

/// SHA-256 over lines, in the order of tables and rows.
pub(crate) fn digest_of_lines(lines: impl Iterator<Item = String>) -> String {
    hex(&lines.fold(Sha256::new(), Digest::chain_update).finalize())
}

/// Where a transaction collects its seals.
#[derive(Debug, Default)]
pub(crate) struct Sealing(Mutex<Seals>);

impl Sealing {
    /// Remembers how a row of `table` is now.
    pub(crate) fn add(&self, table: &'static str, row: Uuid, seal: Seal) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.insert((table, row), seal);
    }

    /// All of them.
    pub(crate) fn take(&self) -> Seals {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
