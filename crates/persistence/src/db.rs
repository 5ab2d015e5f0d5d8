//! The connections or an open transaction, as what repositories query; and how a row of an aggregate is saved.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::Value;
use uuid::Uuid;

use crate::driver::Record;
use crate::driver::pool::Pool;
use crate::driver::transaction::Transaction;
use crate::sealing::Sealing;
use crate::statement::{Expects, Statement, Write};
use crate::{Dialect, StoreError};

/// The connections, or an open transaction: what repositories query.
pub struct Db {
    pub(crate) conn: Conn,
    /// Ids of the rows that this transaction has inserted: the journal has nothing about them yet.
    created: Mutex<HashSet<Uuid>>,
    /// Seals of the rows of money that this transaction has written.
    pub(crate) sealing: Sealing,
    planned_each_time: bool,
}

#[derive(Clone)]
pub(crate) enum Conn {
    Pool(Arc<Pool>),
    Tx(Arc<Transaction>),
}

impl Db {
    pub(crate) fn on(conn: Conn) -> Self {
        Self { conn, created: Mutex::default(), sealing: Sealing::default(), planned_each_time: false }
    }

    /// The same for a query whose best plan depends on its values, as that of a search does, or (`false`) does not: PostgreSQL plans the
    /// former each time.
    pub(crate) fn planned_for_values(&self, planned_each_time: bool) -> Self {
        Self { planned_each_time, ..Self::on(self.conn.clone()) }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match &self.conn {
            Conn::Pool(pool) => pool.dialect(),
            Conn::Tx(tx) => tx.dialect(),
        }
    }

    /// The rows that a statement answers (boxed here, so that no use case carries what a driver keeps), once all earlier writes are done.
    pub(crate) async fn answer(&self, statement: Statement<'_>) -> Result<Vec<Record>, StoreError> {
        let statement = Statement { planned_each_time: self.planned_each_time, ..statement };
        match &self.conn {
            Conn::Pool(pool) => Box::pin(pool.rows(&statement)).await,
            Conn::Tx(tx) => Ok(Box::pin(tx.rows(&[&statement])).await?.pop().unwrap_or_default()),
        }
    }

    /// The rows that two statements answer, which are run one after the other: one round trip within a transaction.
    pub(crate) async fn answers(&self, first: Statement<'_>, second: Statement<'_>) -> Result<(Vec<Record>, Vec<Record>), StoreError> {
        let Conn::Tx(tx) = &self.conn else { return Ok((self.answer(first).await?, self.answer(second).await?)) };
        let mut answers = Box::pin(tx.rows(&[&first, &second])).await?.into_iter();
        Ok((answers.next().unwrap_or_default(), answers.next().unwrap_or_default()))
    }

    /// How many rows a statement changes, once all earlier writes are done.
    pub(crate) async fn change(&self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        match &self.conn {
            Conn::Pool(pool) => Box::pin(pool.change(statement)).await,
            Conn::Tx(tx) => Box::pin(tx.change(statement)).await,
        }
    }

    /// A write whose answer nobody waits for: it is sent with the next statement whose answer is waited for, at the latest with the
    /// commit, and its error is that statement's.
    pub(crate) async fn later(&self, statement: Statement<'static>, expects: Expects) -> Result<(), StoreError> {
        match &self.conn {
            Conn::Tx(tx) => tx.later(Write { statement, expects }),
            Conn::Pool(pool) => {
                pool.change(&statement).await?;
            }
        }
        Ok(())
    }

    /// Runs a statement in the text that both databases read, with values bound as `$1`, `$2` …; gives the number of rows it changed.
    pub(crate) async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, StoreError> {
        self.change(&Statement::new(sql, values)).await
    }

    /// The rows that such a statement returns.
    pub(crate) async fn rows(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<Record>, StoreError> {
        self.answer(Statement::new(sql, values)).await
    }

    /// The first row that such a statement returns.
    pub(crate) async fn row(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<Record>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Runs a text without values, which may be several statements.
    pub(crate) async fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match &self.conn {
            Conn::Pool(_) => Err(StoreError::lost()),
            Conn::Tx(tx) => tx.batch(sql).await,
        }
    }

    /// Remembers that a row with this id was inserted by this transaction.
    pub(crate) fn has_created(&self, id: Uuid) {
        self.created.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    /// Ids of the rows that it has inserted.
    pub(crate) fn take_created(&self) -> HashSet<Uuid> {
        std::mem::take(&mut *self.created.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Declares the repository that holds the special queries of a resource, and the method of [`Db`] that gives it:
///
/// ```text
/// repository! {
///     /// Payments.
///     Payments: payments
/// }
/// ```
macro_rules! repository {
    ($(#[$doc:meta])+ $name:ident: $accessor:ident) => {
        $(#[$doc])+
        pub struct $name<'a>(&'a $crate::Db);

        impl $crate::Db {
            $(#[$doc])+
            pub const fn $accessor(&self) -> $name<'_> {
                $name(self)
            }
        }
    };
}

pub(crate) use repository;
