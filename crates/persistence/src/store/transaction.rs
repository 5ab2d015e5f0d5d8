//! A transaction from its beginning to its commit or rollback, and when it is worth another try.

use std::ops::Deref;
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::db::{Conn, Db};
use crate::driver::transaction::Transaction;
use crate::driver::turn::Turn;
use crate::{AsStoreError, Stamp, StoreError, Tx, journal};

/// Runs `work` in `transaction` and appends its journal entries, without a commit; `Err` has rolled back.
pub(super) async fn run<T, E: From<StoreError>>(
    transaction: Transaction,
    stamp: &Stamp,
    work: &impl AsyncFn(&Tx) -> Result<T, E>,
    tries: u64,
) -> Result<(T, Transaction), E> {
    let transaction = Arc::new(transaction);
    let tx = Tx { db: Db::on(Conn::Tx(Arc::clone(&transaction))), events: Mutex::default() };
    let done = match work(&tx).await {
        Ok(value) => {
            let events = tx.events.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default();
            let created = tx.db.take_created();
            journal::append(&tx.db, stamp, events, &journal::Attempt { created, queues: tries > 1 }).await.map(|()| value).map_err(E::from)
        }
        Err(error) => Err(error),
    };
    drop(tx);
    // A handle kept beyond `work` would keep the transaction open: it is dropped, and so rolled back.
    let Some(transaction) = Arc::into_inner(transaction) else {
        return Err(done.err().unwrap_or_else(|| StoreError::lost().into()));
    };
    match done {
        Ok(value) => Ok((value, transaction)),
        Err(error) => {
            if let Err(second) = transaction.rollback().await {
                tracing::warn!(error = %second, "a rollback failed; the connection is dropped");
            }
            Err(error)
        }
    }
}

/// `None` = the caller should try again now: the error is one that `passes`, or another transaction was first.
pub(super) async fn unless_worth_retrying<T, E: AsStoreError>(
    done: Result<T, E>,
    tries: u64,
    passes: impl Fn(&StoreError) -> bool,
) -> Option<Result<T, E>> {
    let worth_it = |error: &StoreError| tries < 5 && passes(error) || tries < 2 && error.duplicate();
    if done.as_ref().err().and_then(AsStoreError::as_store_error).is_some_and(worth_it) {
        tokio::time::sleep(std::time::Duration::from_millis(5 * tries)).await;
        return None;
    }
    Some(done)
}

/// A transaction that has done its work and waits for its commit; it is rolled back if dropped.
pub struct Prepared {
    pub(super) db: Db,
    pub(super) turn: Turn,
    pub(super) wrote: Arc<watch::Sender<()>>,
}

impl Deref for Prepared {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Prepared {
    /// Commits it.
    pub async fn commit(self) -> Result<(), StoreError> {
        let done = match self.db.conn {
            Conn::Tx(transaction) => match Arc::into_inner(transaction) {
                Some(transaction) => transaction.commit(self.turn).await,
                None => Err(StoreError::lost()),
            },
            Conn::Pool(_) => Ok(()),
        };
        self.wrote.send_replace(());
        done
    }
}
