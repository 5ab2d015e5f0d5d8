//! What can go wrong with storage; never with a rule.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use uuid::Uuid;

/// Storage refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row has been changed since it was read.
    #[error("somebody else changed it meanwhile")]
    Stale,
    /// A unique index or foreign key refused it; the text names the index or the columns.
    #[error("a record like this exists already")]
    Duplicate(String),
    /// Another transaction has inserted the same link of a chain of the journal.
    #[error("somebody else wrote at the same moment")]
    Overtaken(String),
    /// A row with a value that its column should never hold.
    #[error("table {table}, column {column}, row {id} holds what it never should")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: Uuid,
    },
    /// The database is away or overloaded; trying again later may help.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// Anything else of the database's.
    #[error("the database failed")]
    Db(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(text) | SqlErr::ForeignKeyConstraintViolation(text)) = error.sql_err() {
            return Self::Duplicate(text);
        }
        if unavailable(&error) { Self::Unavailable(error) } else { Self::Db(error) }
    }
}

impl StoreError {
    /// A value that row `id` of `table` cannot hold in `column`.
    pub(crate) const fn corrupt(table: &'static str, column: &'static str, id: Uuid) -> Self {
        Self::Corrupt { table, column, id }
    }

    /// Would the same transaction, run again, probably succeed? (serialization failure, deadlock, a chain that grew)
    pub(crate) fn retriable(&self) -> bool {
        match self {
            Self::Unavailable(error) => matches!(sqlstate(error).as_deref(), Some("40001" | "40P01")),
            _ => self.overtaken(),
        }
    }

    /// Was another transaction first with the same row? Run again, this one will see it and answer in terms of its rule.
    pub(crate) const fn duplicate(&self) -> bool {
        matches!(self, Self::Duplicate(_))
    }

    /// Did another transaction insert the same link of a chain, and nothing else?
    pub(crate) const fn overtaken(&self) -> bool {
        matches!(self, Self::Overtaken(_))
    }
}

/// SQLSTATE classes 08, 53, 57 and 40001, 40P01, 25006 (crates/persistence/README.md §6); SQLite busy, locked, read-only, I/O
/// error, full and cannot open, whose codes name the error in their low byte and its place above it.
fn unavailable(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    match sqlstate(error).as_deref() {
        Some(state) if state.len() == 5 => {
            matches!(state, "40001" | "40P01" | "25006") || matches!(state.get(..2), Some("08" | "53" | "57"))
        }
        Some(code) => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14)),
        None => matches!(
            runtime(error),
            Some(
                sea_orm::sqlx::Error::Io(_)
                    | sea_orm::sqlx::Error::PoolTimedOut
                    | sea_orm::sqlx::Error::PoolClosed
                    | sea_orm::sqlx::Error::WorkerCrashed
            )
        ),
    }
}

fn runtime(error: &DbErr) -> Option<&sea_orm::sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner))
        | DbErr::Conn(RuntimeErr::SqlxError(inner)) => Some(inner),
        _ => None,
    }
}

fn sqlstate(error: &DbErr) -> Option<String> {
    match runtime(error)? {
        sea_orm::sqlx::Error::Database(inner) => inner.code().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}

/// Errors that may hold one of storage.
pub trait AsStoreError {
    /// The error of storage behind it, if that is what it is.
    fn as_store_error(&self) -> Option<&StoreError>;
}

impl AsStoreError for StoreError {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}
