//! What can go wrong with storage; never with a rule.

use std::error::Error;
use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

/// Storage refused or failed.
#[derive(Clone, Debug, thiserror::Error)]
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
    /// A page was asked for that begins at no place of the list.
    #[error("the cursor names no place of this list")]
    NoSuchPlace,
    /// The database is away or overloaded; trying again later may help.
    #[error("the database is not available")]
    Unavailable(#[source] Arc<DriverError>),
    /// Anything else of the database's.
    #[error("the database failed")]
    Db(#[source] Arc<DriverError>),
}

/// What the driver of a database said.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The URL says something that cannot be meant.
    #[error("the database URL: {0}")]
    Url(String),
    /// PostgreSQL cannot be reached.
    #[error(transparent)]
    Connect(tokio_postgres::Error),
    /// PostgreSQL refused.
    #[error(transparent)]
    Postgres(#[from] tokio_postgres::Error),
    /// SQLite refused, or a migration failed.
    #[error(transparent)]
    Orm(#[from] DbErr),
    /// Every connection is in use.
    #[error("no connection became free in time")]
    Busy,
    /// Nobody knows how a transaction ended.
    #[error("a transaction was not seen to its end")]
    Lost,
    /// A transaction was to be committed of which a statement had failed.
    #[error("a statement of this transaction has failed before")]
    Aborted,
}

impl From<DriverError> for StoreError {
    fn from(error: DriverError) -> Self {
        if let Some(text) = error.duplicate() {
            return Self::Duplicate(text);
        }
        if error.may_pass() { Self::Unavailable(Arc::new(error)) } else { Self::Db(Arc::new(error)) }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        DriverError::from(error).into()
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        DriverError::from(error).into()
    }
}

impl StoreError {
    /// A value that row `id` of `table` cannot hold in `column`.
    pub(crate) const fn corrupt(table: &'static str, column: &'static str, id: Uuid) -> Self {
        Self::Corrupt { table, column, id }
    }

    /// Nobody knows how the transaction ended.
    pub(crate) fn lost() -> Self {
        DriverError::Lost.into()
    }

    /// Would the same transaction, run again, probably succeed? (serialization failure, deadlock, a chain that grew)
    pub(crate) fn retriable(&self) -> bool {
        match self {
            Self::Unavailable(error) => matches!(error.sqlstate().as_deref(), Some("40001" | "40P01")),
            _ => self.overtaken(),
        }
    }

    /// Did the database fail, rather than refuse?
    pub(crate) const fn is_of_the_database(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Db(_))
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

impl DriverError {
    /// The message about a unique index or a foreign key, if it is that.
    fn duplicate(&self) -> Option<String> {
        match self {
            Self::Postgres(error) => {
                let error = error.as_db_error()?;
                let constraint = [SqlState::UNIQUE_VIOLATION, SqlState::FOREIGN_KEY_VIOLATION].contains(error.code());
                constraint.then(|| error.message().to_owned())
            }
            Self::Orm(error) => match error.sql_err()? {
                SqlErr::UniqueConstraintViolation(text) | SqlErr::ForeignKeyConstraintViolation(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// May the same succeed later? SQLSTATE classes 08, 53, 57 and 40001, 40P01, 25006 (crates/persistence/README.md §6); SQLite
    /// busy, locked, read-only, I/O error, full and cannot open, whose codes name the error in their low byte and its place above it.
    fn may_pass(&self) -> bool {
        if matches!(self, Self::Connect(_)) {
            return true;
        }
        match self.sqlstate().as_deref() {
            Some(state) if state.len() == 5 => {
                matches!(state, "40001" | "40P01" | "25006") || matches!(state.get(..2), Some("08" | "53" | "57"))
            }
            Some(code) => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14)),
            None => match self {
                Self::Postgres(error) => error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>),
                Self::Busy | Self::Lost | Self::Orm(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => true,
                Self::Orm(error) => matches!(
                    runtime(error),
                    Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed)
                ),
                Self::Connect(_) | Self::Url(_) | Self::Aborted => false,
            },
        }
    }

    fn sqlstate(&self) -> Option<String> {
        match self {
            Self::Postgres(error) | Self::Connect(error) => error.code().map(|state| state.code().to_owned()),
            Self::Orm(error) => match runtime(error)? {
                sqlx::Error::Database(inner) => inner.code().map(std::borrow::Cow::into_owned),
                _ => None,
            },
            _ => None,
        }
    }
}

fn runtime(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner))
        | DbErr::Conn(RuntimeErr::SqlxError(inner)) => Some(inner),
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
