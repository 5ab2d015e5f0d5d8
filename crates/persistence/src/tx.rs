//! An open transaction: what is saved in it, and what may become part of it.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use crate::db::{Conn, Db};
use crate::driver::transaction::Transaction;
use crate::{Aggregate, StoreError};
use domain::{Decided, Event};

/// An open transaction: what is applied here is committed together with its journal entries, or not at all.
pub struct Tx {
    pub(crate) db: Db,
    pub(crate) events: Mutex<Vec<Event>>,
}

impl Deref for Tx {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A transaction that others may become a part of (`Store::write_within`).
pub struct Outer {
    pub(crate) transaction: Arc<Transaction>,
    pub(crate) broken: AtomicBool,
}

impl std::fmt::Debug for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outer").field("broken", &self.broken).finish_non_exhaustive()
    }
}

impl Outer {
    /// Did a part fail because the database was not available, so that the whole should be retried?
    pub fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }
}

impl Tx {
    /// This transaction, for others to become a part of.
    pub fn outer(&self) -> Option<Outer> {
        match &self.db.conn {
            Conn::Tx(transaction) => Some(Outer { transaction: Arc::clone(transaction), broken: AtomicBool::new(false) }),
            Conn::Pool(_) => None,
        }
    }

    /// Saves what was decided, remembers what happened for the journal, and gives back the state as stored.
    /// A decision without events changes nothing.
    pub async fn apply<T: Aggregate>(&self, decided: Decided<T>) -> Result<T, StoreError> {
        let Decided { mut state, events } = decided;
        if !events.is_empty() {
            state.put(&self.db).await?;
            *state.version_mut() += 1;
            self.record(events);
        }
        Ok(state)
    }

    /// Remembers for the journal what happened to something that has no version (append-only rows).
    pub fn record(&self, events: impl IntoIterator<Item = Event>) {
        if let Ok(mut all) = self.events.lock() {
            all.extend(events);
        }
    }
}
