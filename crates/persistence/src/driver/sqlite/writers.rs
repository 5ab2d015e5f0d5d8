//! Writers of one process take turns, first come first served. Those who wait together share one transaction, each with a savepoint of
//! its own, and one commit, which is what costs: nobody is answered before it.

use std::sync::{Arc, OnceLock};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{Pool, Transaction};
use crate::StoreError;

/// The turns of the writers.
#[derive(Default)]
pub(crate) struct Writers(Arc<Mutex<Option<Group>>>);

/// Writers who share a transaction that is still open.
struct Group {
    transaction: Transaction,
    /// How many of them are done and wait for the commit.
    done: usize,
    outcome: Arc<Outcome>,
}

/// Whether it was committed, once that is known.
type Outcome = OnceLock<Result<(), StoreError>>;

/// The turn of one writer.
pub(crate) struct Turn {
    group: OwnedMutexGuard<Option<Group>>,
}

impl Writers {
    /// Waits for the turn.
    pub(crate) async fn turn(&self) -> Turn {
        Turn { group: Arc::clone(&self.0).lock_owned().await }
    }
}

impl Turn {
    /// A part of the group's transaction.
    pub(crate) async fn begin(&mut self, pool: &Pool) -> Result<Transaction, StoreError> {
        if self.group.is_none() {
            *self.group = Some(Group { transaction: pool.begin().await?, done: 0, outcome: Arc::default() });
        }
        match self.group.as_ref() {
            Some(group) => group.transaction.part().await,
            None => Err(StoreError::lost()),
        }
    }

    /// Ends the turn of a writer whose part is done, and waits for the commit: whoever queued before him is still taken into it.
    pub(crate) async fn commit(mut self, part: Transaction) -> Result<(), StoreError> {
        if let Err(error) = part.commit().await {
            return Err(self.broken(error).await);
        }
        let Some(group) = self.group.as_mut() else { return Err(StoreError::lost()) };
        group.done += 1;
        let outcome = Arc::clone(&group.outcome);
        let queue = Arc::clone(OwnedMutexGuard::mutex(&self.group));
        drop(self);
        // On a task of its own: others wait for it too, whatever becomes of this caller.
        let committed = tokio::spawn(async move {
            let mut group = queue.lock_owned().await;
            if outcome.get().is_none()
                && let Some(open) = group.take()
            {
                let done = open.transaction.commit().await;
                drop(open.outcome.set(done));
            }
            outcome.get().cloned()
        });
        committed.await.ok().flatten().unwrap_or_else(|| Err(StoreError::lost()))
    }

    /// Ends the turn of a writer whose part has been rolled back: nobody would commit a transaction in which nobody has done anything.
    pub(crate) async fn leave(mut self) {
        if self.group.as_ref().is_some_and(|group| group.done == 0)
            && let Some(group) = self.group.take()
        {
            drop(group.transaction.rollback().await);
        }
    }

    /// After an error of the database nobody knows what is left of the transaction: all of the group are told so.
    pub(crate) async fn broken(&mut self, error: StoreError) -> StoreError {
        if let Some(group) = self.group.take() {
            drop(group.transaction.rollback().await);
            drop(group.outcome.set(Err(error.clone())));
        }
        error
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // A writer who was cancelled: nobody would commit a transaction in which nobody has done anything.
        if self.group.as_ref().is_some_and(|group| group.done == 0)
            && let (Some(group), Ok(runtime)) = (self.group.take(), tokio::runtime::Handle::try_current())
        {
            runtime.spawn(group.transaction.rollback());
        }
    }
}
