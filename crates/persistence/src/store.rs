//! The only place that begins or commits.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, TransactionTrait};
use tokio::sync::watch;

mod transaction;

pub use self::transaction::Prepared;
use self::transaction::{run, unless_worth_retrying};
use crate::db::{Conn, Db};
use crate::driver::pool::Pool;
use crate::driver::transaction::Transaction;
use crate::driver::turn::Turn;
use crate::error::DriverError;
use crate::{AsStoreError, Dialect, Outer, Stamp, StoreError, Tx};

/// The database: how to read from it and write to it.
pub struct Store {
    pool: Arc<Pool>,
    read: Db,
    /// Notified of every commit of this process.
    wrote: Arc<watch::Sender<()>>,
}

/// How to connect.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite://file?mode=rwc`, `sqlite::memory:` or `postgres://…`.
    pub url: String,
    /// Connections at most.
    pub max_connections: u32,
    /// How many threads will use it; on PostgreSQL each has connections of its own.
    pub threads: usize,
}

/// One instance at a time changes the schema.
const MIGRATIONS: &str = "select pg_advisory_xact_lock(7205759403792793)";

impl Store {
    /// Opens the database. SQLite files are made readable by their owner only.
    pub async fn connect(options: &StoreOptions) -> Result<Self, StoreError> {
        let wrong = || DriverError::Url("it must begin with sqlite: or postgres:".into());
        let dialect = Dialect::of(&options.url).ok_or_else(wrong)?;
        let pool = Arc::new(Pool::open(&options.url, dialect, options.max_connections, options.threads).await?);
        let read = Db::on(Conn::Pool(Arc::clone(&pool)));
        // An address where no database answers is told at once.
        read.row("select 1", []).await?;
        Ok(Self { pool, read, wrote: Arc::default() })
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.pool.dialect()
    }

    /// Brings the schema up to date, under a lock: several instances may start at once.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let (orm, close) = self.pool.orm().await?;
        let migrating = orm.begin().await?;
        if self.dialect() == Dialect::Postgres {
            migrating.execute_unprepared(MIGRATIONS).await?;
        }
        Migrator::up(&migrating, None).await?;
        migrating.commit().await?;
        if close {
            orm.close().await?;
        }
        let mut turn = self.pool.turn().await;
        let db = Db::on(Conn::Tx(Arc::new(self.pool.begin(&mut turn).await?)));
        if self.dialect() == Dialect::Postgres {
            db.batch(MIGRATIONS).await?;
        }
        db.clients().write_missing_search_texts().await?;
        db.journal().continue_numbers().await?;
        let Conn::Tx(tx) = db.conn else { return Ok(()) };
        Arc::into_inner(tx).ok_or_else(StoreError::lost)?.commit(turn).await
    }

    /// Has every migration been applied? Fails if the database does not answer.
    pub async fn migrated(&self) -> Result<bool, StoreError> {
        let applied = self.read.rows("select version from seaql_migrations", []).await?;
        let applied = applied.iter().map(|row| row.get::<String>(0)).collect::<Result<Vec<_>, _>>()?;
        Ok(Migrator::migrations().iter().all(|migration| applied.iter().any(|name| name == migration.name())))
    }

    /// Changes whenever something was committed by this process.
    pub fn wrote(&self) -> watch::Receiver<()> {
        self.wrote.subscribe()
    }

    /// For reading: each statement sees the newest committed state.
    pub const fn read(&self) -> &Db {
        &self.read
    }

    /// Waits until every connection is closed: only then is the write-ahead log of SQLite folded into its file.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.pool.close().await
    }

    /// Connections: (open, idle).
    pub fn pool_size(&self) -> (usize, usize) {
        self.pool.size()
    }

    /// How often each thread asked the database and waited since the start; statements that are sent in one go count once.
    pub fn round_trips(&self) -> Vec<u64> {
        self.pool.trips()
    }

    /// Runs `work` in one transaction and commits it with its journal entries if it answers `Ok`; `Err` leaves nothing behind.
    /// `work` runs again, a bounded number of times, where the database asks for it (40001, 40P01) or somebody else was first.
    pub async fn write<T, E: From<StoreError> + AsStoreError>(
        &self,
        stamp: &Stamp,
        work: impl AsyncFn(&Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 0;
        loop {
            tries += 1;
            let done = match self.attempt(stamp, &work, tries).await {
                Ok((value, transaction, turn)) => transaction.commit(turn).await.map(|()| value).map_err(E::from),
                Err(error) => Err(error),
            };
            if let Some(done) = unless_worth_retrying(done, tries, StoreError::retriable).await {
                self.wrote.send_replace(());
                return done;
            }
        }
    }

    /// The same up to the commit, which waits for its answer (Idempotency-Key); a [`Prepared`] that is dropped leaves nothing behind.
    pub async fn prepare<T, E: From<StoreError> + AsStoreError>(
        &self,
        stamp: &Stamp,
        work: impl AsyncFn(&Tx) -> Result<T, E>,
    ) -> Result<(T, Prepared), E> {
        let mut tries = 0;
        loop {
            tries += 1;
            let done = match self.attempt(stamp, &work, tries).await {
                // Its answer is told before the commit: what was written must have been taken.
                Ok((value, transaction, turn)) => match transaction.flush().await {
                    Ok(()) => Ok((value, transaction, turn)),
                    Err(error) => {
                        drop(transaction.rollback().await);
                        turn.failed(Some(&error)).await;
                        Err(error.into())
                    }
                },
                Err(error) => Err(error),
            };
            if let Some(done) = unless_worth_retrying(done, tries, StoreError::retriable).await {
                let wrote = Arc::clone(&self.wrote);
                return done
                    .map(|(value, transaction, turn)| (value, Prepared { db: Db::on(Conn::Tx(Arc::new(transaction))), turn, wrote }));
            }
        }
    }

    async fn attempt<T, E: From<StoreError> + AsStoreError>(
        &self,
        stamp: &Stamp,
        work: &impl AsyncFn(&Tx) -> Result<T, E>,
        tries: u64,
    ) -> Result<(T, Transaction, Turn), E> {
        let mut turn = self.pool.turn().await;
        let transaction = self.pool.begin(&mut turn).await?;
        match run(transaction, stamp, work, tries).await {
            Ok((value, transaction)) => Ok((value, transaction, turn)),
            Err(error) => {
                turn.failed(error.as_store_error()).await;
                Err(error)
            }
        }
    }

    /// Runs `work` as a part of `outer`, with a savepoint of its own: `Err` rolls back this part only.
    pub async fn write_within<T, E: From<StoreError> + AsStoreError>(
        &self,
        outer: &Outer,
        stamp: &Stamp,
        work: impl AsyncFn(&Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 0;
        let done: Result<T, E> = loop {
            tries += 1;
            let part = async {
                let (value, part) = run(outer.transaction.part().await?, stamp, &work, tries).await?;
                part.release().await?;
                Ok(value)
            };
            // A deadlock aborts the whole transaction; a link of a chain or a row that somebody else inserted first, only this part.
            if let Some(done) = unless_worth_retrying(part.await, tries, StoreError::overtaken).await {
                break done;
            }
        };
        if done.as_ref().err().and_then(AsStoreError::as_store_error).is_some_and(|error| matches!(error, StoreError::Unavailable(_))) {
            outer.broken.store(true, Ordering::Relaxed);
        }
        done
    }
}
