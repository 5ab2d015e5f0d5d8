//! The only place that begins or commits.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseTransaction, TransactionTrait};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

mod transaction;

pub use self::transaction::Prepared;
use self::transaction::{run, unless_worth_retrying};
pub(crate) use crate::db::put;
use crate::db::{Conn, Db};
use crate::{AsStoreError, Dialect, Outer, Stamp, StoreError, Tx};

/// The database: how to read from it and write to it.
pub struct Store {
    pool: Db,
    dialect: Dialect,
    /// SQLite has one writer at a time: the writers of this process queue here, first come first served, instead of polling its lock.
    writers: Option<Arc<Semaphore>>,
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
}

impl Store {
    /// Opens the pool. SQLite files are made readable by their owner only.
    pub async fn connect(options: &StoreOptions) -> Result<Self, StoreError> {
        let dialect = Dialect::of(&options.url)
            .ok_or_else(|| sea_orm::DbErr::Custom("the database URL must begin with sqlite: or postgres:".into()))?;
        dialect.create_file(&options.url);
        let pool = Database::connect(dialect.options(&options.url, options.max_connections)).await?;
        let writers = (dialect == Dialect::Sqlite).then(|| Arc::new(Semaphore::new(1)));
        Ok(Self { pool: Db::on(Conn::Pool(pool)), dialect, writers, wrote: Arc::default() })
    }

    /// Which database it is.
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Brings the schema up to date, under a lock: several instances may start at once.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let Conn::Pool(pool) = &self.pool.conn else { return Ok(()) };
        let tx = pool.begin_with_options(self.dialect.begin()).await?;
        if self.dialect == Dialect::Postgres {
            tx.execute_unprepared("select pg_advisory_xact_lock(7205759403792793)").await?;
        }
        Migrator::up(&tx, None).await?;
        let tx = Arc::new(tx);
        let db = Db::on(Conn::Tx(Arc::clone(&tx)));
        db.clients().write_missing_search_texts().await?;
        db.journal().continue_numbers().await?;
        drop(db);
        let tx = Arc::into_inner(tx).ok_or_else(|| sea_orm::DbErr::Custom("a migration outlived its work".into()))?;
        Ok(tx.commit().await?)
    }

    /// Has every migration been applied? Fails if the database does not answer.
    pub async fn migrated(&self) -> Result<bool, StoreError> {
        let Conn::Pool(pool) = &self.pool.conn else { return Ok(true) };
        Ok(Migrator::get_pending_migrations(pool).await?.is_empty())
    }

    /// Changes whenever something was committed by this process.
    pub fn wrote(&self) -> watch::Receiver<()> {
        self.wrote.subscribe()
    }

    /// For reading: each statement sees the newest committed state.
    pub const fn read(&self) -> &Db {
        &self.pool
    }

    /// Waits until every connection is closed: only then is the write-ahead log of SQLite folded into its file.
    pub async fn close(&self) -> Result<(), StoreError> {
        match &self.pool.conn {
            Conn::Pool(pool) => Ok(pool.close_by_ref().await?),
            Conn::Tx(_) => Ok(()),
        }
    }

    /// Connections of the pool: (open, idle).
    pub fn pool_size(&self) -> (u32, usize) {
        match (&self.pool.conn, self.dialect) {
            (Conn::Pool(pool), Dialect::Postgres) => {
                (pool.get_postgres_connection_pool().size(), pool.get_postgres_connection_pool().num_idle())
            }
            (Conn::Pool(pool), Dialect::Sqlite) => (pool.get_sqlite_connection_pool().size(), pool.get_sqlite_connection_pool().num_idle()),
            (Conn::Tx(_), _) => (0, 0),
        }
    }

    /// Runs `work` in one transaction and commits it with its journal entries if it answers `Ok`; `Err` leaves nothing behind.
    /// `work` runs again, a bounded number of times, where the database asks for it (40001, 40P01) or somebody else was first.
    pub async fn write<T, E: From<StoreError> + AsStoreError>(
        &self,
        stamp: &Stamp,
        work: impl AsyncFn(&Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let permit = self.writer_permit().await;
        let mut tries = 0;
        loop {
            tries += 1;
            let done = match self.attempt(stamp, &work, tries).await {
                Ok((value, transaction)) => transaction.commit().await.map(|()| value).map_err(|error| StoreError::from(error).into()),
                Err(error) => Err(error),
            };
            if let Some(done) = unless_worth_retrying(done, tries, StoreError::retriable).await {
                drop(permit);
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
        let permit = self.writer_permit().await;
        let mut tries = 0;
        loop {
            tries += 1;
            if let Some(done) = unless_worth_retrying(self.attempt(stamp, &work, tries).await, tries, StoreError::retriable).await {
                let wrote = Arc::clone(&self.wrote);
                return done.map(|(value, transaction)| (value, Prepared { db: Db::on(Conn::Tx(Arc::new(transaction))), permit, wrote }));
            }
        }
    }

    /// Waits until no other writer of this process is active, where the database has only one (SQLite).
    async fn writer_permit(&self) -> Option<OwnedSemaphorePermit> {
        match &self.writers {
            Some(queue) => Arc::clone(queue).acquire_owned().await.ok(),
            None => None,
        }
    }

    async fn attempt<T, E: From<StoreError>>(
        &self,
        stamp: &Stamp,
        work: &impl AsyncFn(&Tx) -> Result<T, E>,
        tries: u64,
    ) -> Result<(T, DatabaseTransaction), E> {
        let Conn::Pool(pool) = &self.pool.conn else { return Err(StoreError::Db(sea_orm::DbErr::Custom("no pool".into())).into()) };
        let transaction = pool.begin_with_options(self.dialect.begin()).await.map_err(StoreError::from)?;
        run(transaction, stamp, work, tries).await
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
                let savepoint = outer.transaction.begin().await.map_err(StoreError::from)?;
                let (value, savepoint) = run(savepoint, stamp, &work, tries).await?;
                savepoint.commit().await.map_err(StoreError::from)?;
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
