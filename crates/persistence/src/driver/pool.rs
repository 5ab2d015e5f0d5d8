//! The connections to a database, whichever it is.

use sea_orm::{Database, DatabaseConnection};

use super::transaction::{Link, Transaction};
use super::turn::Turn;
use super::{Record, Trips, postgres, sqlite};
use crate::statement::Statement;
use crate::{Dialect, StoreError};

/// The connections to a database.
pub(crate) struct Pool {
    driver: Driver,
    url: String,
    trips: Trips,
}

enum Driver {
    Sqlite { pool: sqlite::Pool, writers: sqlite::writers::Writers },
    Postgres(postgres::Pool),
}

impl Pool {
    /// At most `most` connections, used by so many `threads`.
    pub(crate) async fn open(url: &str, dialect: Dialect, most: u32, threads: usize) -> Result<Self, StoreError> {
        let trips = Trips::default();
        let driver = match dialect {
            Dialect::Sqlite => {
                let pool = sqlite::Pool::open(url, most, trips.clone()).await?;
                Driver::Sqlite { pool, writers: sqlite::writers::Writers::default() }
            }
            Dialect::Postgres => {
                let most = usize::try_from(most).unwrap_or(usize::MAX);
                Driver::Postgres(postgres::Pool::new(url, most, threads, trips.clone())?)
            }
        };
        Ok(Self { driver, url: url.to_owned(), trips })
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self.driver {
            Driver::Sqlite { .. } => Dialect::Sqlite,
            Driver::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A connection of sea-orm, for migrations, and whether it is to be closed afterwards.
    pub(crate) async fn orm(&self) -> Result<(DatabaseConnection, bool), StoreError> {
        match &self.driver {
            Driver::Sqlite { pool, .. } => Ok((pool.orm().clone(), false)),
            Driver::Postgres(_) => {
                let mut options = sea_orm::ConnectOptions::new(&self.url);
                options.max_connections(1).sqlx_logging(false);
                Ok((Database::connect(options).await?, true))
            }
        }
    }

    /// The rows that a statement answers which is no part of a transaction.
    pub(crate) async fn rows(&self, statement: &Statement<'_>) -> Result<Vec<Record>, StoreError> {
        match &self.driver {
            Driver::Sqlite { pool, .. } => pool.rows(statement).await,
            Driver::Postgres(pool) => Ok(pool.answer(statement).await?.rows),
        }
    }

    /// How many rows such a statement changes.
    pub(crate) async fn change(&self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        match &self.driver {
            Driver::Sqlite { pool, .. } => pool.change(statement).await,
            Driver::Postgres(pool) => Ok(pool.answer(statement).await?.changed),
        }
    }

    /// Waits for the right to write.
    pub(crate) async fn turn(&self) -> Turn {
        match &self.driver {
            Driver::Sqlite { writers, .. } => Turn::Sqlite(writers.turn().await),
            Driver::Postgres(_) => Turn::Postgres,
        }
    }

    /// A transaction of whoever has the turn.
    pub(crate) async fn begin(&self, turn: &mut Turn) -> Result<Transaction, StoreError> {
        let link = match (&self.driver, turn) {
            (Driver::Sqlite { pool, .. }, Turn::Sqlite(turn)) => Link::Sqlite(turn.begin(pool).await?),
            (Driver::Postgres(pool), _) => Link::Postgres(pool.begin().await?),
            (Driver::Sqlite { .. }, Turn::Postgres) => return Err(StoreError::lost()),
        };
        Ok(Transaction::new(link))
    }

    /// How often each thread asked the database and waited: several statements sent in one go count once.
    pub(crate) fn trips(&self) -> Vec<u64> {
        self.trips.numbers()
    }

    /// (open, idle)
    pub(crate) fn size(&self) -> (usize, usize) {
        match &self.driver {
            Driver::Sqlite { pool, .. } => pool.size(),
            Driver::Postgres(pool) => pool.size(),
        }
    }

    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        match &self.driver {
            Driver::Sqlite { pool, .. } => pool.close().await,
            Driver::Postgres(pool) => {
                pool.close();
                Ok(())
            }
        }
    }
}
