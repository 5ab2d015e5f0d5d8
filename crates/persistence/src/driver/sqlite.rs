//! SQLite, through sqlx: one file, one writer at a time.

use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::{Record, Trips};
use crate::StoreError;
use crate::statement::{Answer, Statement, Write};

mod options;
pub(crate) mod writers;

/// The connections to one file.
pub(crate) struct Pool {
    connections: DatabaseConnection,
    trips: Trips,
}

impl Pool {
    /// Opens the file, made readable by its owner only if it is new.
    pub(crate) async fn open(url: &str, most: u32, trips: Trips) -> Result<Self, StoreError> {
        options::create_file(url);
        Ok(Self { connections: Database::connect(options::of(url, most)).await?, trips })
    }

    pub(crate) async fn rows(&self, statement: &Statement<'_>) -> Result<Vec<Record>, StoreError> {
        self.trips.count();
        rows(&self.connections, statement).await
    }

    pub(crate) async fn change(&self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        self.trips.count();
        change(&self.connections, statement).await
    }

    /// A transaction that writes. It begins with IMMEDIATE, since a deferred read-then-write fails at once when another writes in
    /// between, whatever the busy timeout (crates/persistence/README.md §2).
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let immediate =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
        Ok(Transaction { open: self.connections.begin_with_options(immediate).await?, trips: self.trips.clone() })
    }

    /// The connection of sea-orm, for migrations.
    pub(crate) const fn orm(&self) -> &DatabaseConnection {
        &self.connections
    }

    /// (open, idle)
    pub(crate) fn size(&self) -> (usize, usize) {
        let pool = self.connections.get_sqlite_connection_pool();
        (usize::try_from(pool.size()).unwrap_or_default(), pool.num_idle())
    }

    /// Waits until every connection is closed: only then is the write-ahead log folded into its file.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connections.close_by_ref().await?)
    }
}

/// An open transaction, or a part of one with a savepoint.
pub(crate) struct Transaction {
    open: DatabaseTransaction,
    trips: Trips,
}

impl Transaction {
    pub(crate) async fn rows(&self, writes: Vec<Write>, questions: &[&Statement<'_>]) -> Result<Vec<Vec<Record>>, StoreError> {
        self.trips.count();
        self.send(writes).await?;
        let mut answers = Vec::with_capacity(questions.len());
        for question in questions {
            answers.push(rows(&self.open, question).await?);
        }
        Ok(answers)
    }

    pub(crate) async fn change(&self, writes: Vec<Write>, statement: &Statement<'_>) -> Result<u64, StoreError> {
        self.trips.count();
        self.send(writes).await?;
        change(&self.open, statement).await
    }

    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        self.trips.count();
        self.send(writes).await
    }

    async fn send(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        for write in writes {
            let changed = change(&self.open, &write.statement).await;
            write.expects.judge(changed.map(|changed| Answer { rows: Vec::new(), changed }))?;
        }
        Ok(())
    }

    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        self.open.execute_unprepared(text).await?;
        Ok(())
    }

    /// A part of it, which can be rolled back by itself.
    pub(crate) async fn part(&self) -> Result<Self, StoreError> {
        Ok(Self { open: self.open.begin().await?, trips: self.trips.clone() })
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.open.commit().await?)
    }

    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.open.rollback().await?)
    }
}

async fn rows(on: &impl ConnectionTrait, statement: &Statement<'_>) -> Result<Vec<Record>, StoreError> {
    Ok(on.query_all_raw(prepared(statement)).await?.into_iter().map(Record::Sqlite).collect())
}

async fn change(on: &impl ConnectionTrait, statement: &Statement<'_>) -> Result<u64, StoreError> {
    Ok(on.execute_raw(prepared(statement)).await?.rows_affected())
}

fn prepared(statement: &Statement<'_>) -> sea_orm::Statement {
    sea_orm::Statement::from_sql_and_values(DbBackend::Sqlite, statement.text.as_ref(), statement.values.iter().cloned())
}
