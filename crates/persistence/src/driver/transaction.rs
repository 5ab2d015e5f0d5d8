//! An open transaction, whichever the database. Writes whose answer nobody waits for are kept and sent together with the next statement
//! whose answer is waited for, at the latest with the commit: each wait costs a round trip, the statements hardly anything.

use std::sync::{Mutex, PoisonError};

use super::turn::Turn;
use super::{Record, postgres, sqlite};
use crate::statement::{Statement, Write};
use crate::{Dialect, StoreError};

/// An open transaction, or a part of one with a savepoint.
pub(crate) struct Transaction {
    link: Link,
    writes: Mutex<Vec<Write>>,
}

pub(super) enum Link {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

impl Transaction {
    pub(super) const fn new(link: Link) -> Self {
        Self { link, writes: Mutex::new(Vec::new()) }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Keeps a write until the next statement is waited for.
    pub(crate) fn later(&self, write: Write) {
        self.writes.lock().unwrap_or_else(PoisonError::into_inner).push(write);
    }

    /// The rows that statements answer, which are run one after the other, once all earlier writes are done: one round trip.
    pub(crate) async fn rows(&self, questions: &[&Statement<'_>]) -> Result<Vec<Vec<Record>>, StoreError> {
        let writes = self.kept();
        match &self.link {
            Link::Sqlite(link) => link.rows(writes, questions).await,
            Link::Postgres(link) => Ok(link.answers(writes, questions).await?.into_iter().map(|answer| answer.rows).collect()),
        }
    }

    /// How many rows such a statement changes.
    pub(crate) async fn change(&self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        let writes = self.kept();
        match &self.link {
            Link::Sqlite(link) => link.change(writes, statement).await,
            Link::Postgres(link) => Ok(link.answers(writes, &[statement]).await?.iter().map(|answer| answer.changed).sum()),
        }
    }

    /// Runs a text without values.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        self.flush().await?;
        match &self.link {
            Link::Sqlite(link) => link.batch(text).await,
            Link::Postgres(link) => link.batch(text).await,
        }
    }

    /// A part of it, which can be rolled back by itself.
    pub(crate) async fn part(&self) -> Result<Self, StoreError> {
        self.flush().await?;
        let link = match &self.link {
            Link::Sqlite(link) => Link::Sqlite(link.part().await?),
            Link::Postgres(link) => Link::Postgres(link.part().await?),
        };
        Ok(Self::new(link))
    }

    /// Ends a part of a transaction; an error has left nothing of it behind.
    pub(crate) async fn release(self) -> Result<(), StoreError> {
        let writes = self.kept();
        match self.link {
            Link::Sqlite(link) => match link.write(writes).await {
                Ok(()) => link.commit().await,
                Err(error) => link.rollback().await.and(Err(error)),
            },
            Link::Postgres(link) => match link.commit(writes).await {
                Ok(()) => Ok(()),
                Err(error) => link.rollback().await.and(Err(error)),
            },
        }
    }

    /// Commits it, and ends the turn that it was begun in; an error has left nothing of it behind.
    pub(crate) async fn commit(self, turn: Turn) -> Result<(), StoreError> {
        let writes = self.kept();
        match (self.link, turn) {
            (Link::Sqlite(link), turn) => match (link.write(writes).await, turn) {
                (Ok(()), Turn::Sqlite(turn)) => turn.commit(link).await,
                (Err(error), turn) => {
                    drop(link.rollback().await);
                    turn.failed(Some(&error)).await;
                    Err(error)
                }
                (Ok(()), Turn::Postgres) => Err(StoreError::lost()),
            },
            (Link::Postgres(link), _) => link.commit(writes).await,
        }
    }

    /// Leaves nothing behind.
    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        match self.link {
            Link::Sqlite(link) => link.rollback().await,
            Link::Postgres(link) => link.rollback().await,
        }
    }

    /// Sends the writes that are kept.
    pub(crate) async fn flush(&self) -> Result<(), StoreError> {
        let writes = self.kept();
        if writes.is_empty() {
            return Ok(());
        }
        match &self.link {
            Link::Sqlite(link) => link.write(writes).await,
            Link::Postgres(link) => link.write(writes).await,
        }
    }

    fn kept(&self) -> Vec<Write> {
        std::mem::take(&mut *self.writes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
