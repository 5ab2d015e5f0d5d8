//! Proof that nobody has altered what money is counted by (I-23): every row of money against its newest seal, every seal against the journal
//! entry that vouches for it, and every sum against what it is the sum of.
//!
//! Each question is one statement, which sees one state of the database: whoever writes meanwhile is never taken for a forger.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::prelude::*;
use crate::sealing;

mod rows;
mod seals;
mod sums;

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Public id of the row.
    pub row: String,
    /// Its table.
    pub table: &'static str,
    /// What is not so.
    pub what: &'static str,
}

/// What was looked at, and what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Rows of money.
    pub rows: u64,
    /// Journal entries that vouch for them.
    pub entries: u64,
    /// What differs: up to [`Account::MOST`] of it.
    pub differences: Vec<Difference>,
}

impl Account {
    /// So many differences are named; there may be more.
    pub const MOST: usize = 1_000;

    fn differs(&mut self, table: &'static str, row: Uuid, what: &'static str) {
        if self.differences.len() < Self::MOST {
            let kind = sealing::kind(table).unwrap_or("event");
            self.differences.push(Difference { row: domain::ids::typed(kind, row), table, what });
        }
    }
}

repository! {
    /// The ledger as evidence.
    Ledger: ledger
}

/// Shapes by their name: the columns that a digest covers.
type Shapes = BTreeMap<String, Vec<String>>;

/// The setting that remembers which columns earlier versions have sealed.
const SHAPES: &str = "ledger_shapes";
/// The setting that says that every row of money has a seal.
const BEGUN: &str = "ledger_sealed";

impl Ledger<'_> {
    /// Looks at everything.
    pub async fn verify(&self) -> Result<Account, StoreError> {
        let mut account = Account::default();
        rows::look(self.0, &self.shapes().await?, &mut account).await?;
        seals::look(self.0, &mut account).await?;
        sums::look(self.0, &mut account).await?;
        account.differences.sort();
        account.differences.dedup();
        Ok(account)
    }

    /// Has every row of money a seal since this database was first used with seals?
    pub async fn is_sealed(&self) -> Result<bool, StoreError> {
        Ok(self.0.setting(BEGUN).await?.is_some())
    }

    async fn shapes(&self) -> Result<Shapes, StoreError> {
        let known = self.0.setting(SHAPES).await?.and_then(|known| serde_json::from_value(known).ok());
        let mut shapes: Shapes = known.unwrap_or_default();
        shapes.extend(rows::shapes());
        // A list of columns that somebody has altered no longer has its name.
        shapes.retain(|name, columns| sealing::shape(&columns.iter().map(String::as_str).collect::<Vec<_>>()) == *name);
        Ok(shapes)
    }
}

impl Tx {
    /// Remembers which columns are sealed now, for when later versions have more of them.
    pub async fn remember_shapes(&self) -> Result<(), StoreError> {
        let known = self.setting(SHAPES).await?;
        let shapes = self.ledger().shapes().await?;
        let shapes: Value = shapes.into_iter().map(|(name, columns)| (name, Value::from(columns))).collect();
        if known.as_ref() == Some(&shapes) { Ok(()) } else { self.set_setting(SHAPES, shapes).await }
    }

    /// Seals up to some thousand rows that were written before there were seals; `false` if there are no more.
    pub async fn seal_older_rows(&self) -> Result<bool, StoreError> {
        let more = rows::seal_unsealed(self).await?;
        if !more {
            self.set_setting(BEGUN, true.into()).await?;
        }
        Ok(more)
    }
}
