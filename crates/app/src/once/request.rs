//! A request under an `Idempotency-Key` while it runs, and its transaction while that waits for the answer.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Instant;
use persistence::idempotency::RequestKey;
use persistence::{Prepared, Tx};

use crate::AppError;

/// One such request while it runs.
pub struct Once {
    pub(super) key: RequestKey,
    fingerprint: String,
    prepared: Mutex<Option<Prepared>>,
    repeated: AtomicBool,
}

impl Once {
    /// The request `key`, whose content has `fingerprint`.
    pub const fn new(key: RequestKey, fingerprint: String) -> Self {
        Self { key, fingerprint, prepared: Mutex::new(None), repeated: AtomicBool::new(false) }
    }

    /// Has another request used the key, so that nothing was done here?
    pub fn is_repeated(&self) -> bool {
        self.repeated.load(Ordering::Relaxed)
    }

    /// The first statement of its transaction.
    pub(crate) async fn claim(&self, tx: &Tx, now: Instant) -> Result<(), AppError> {
        if tx.idempotency().claim(&self.key, &self.fingerprint, now).await? {
            return Ok(());
        }
        self.repeated.store(true, Ordering::Relaxed);
        Err(AppError::Repeated)
    }

    /// Its transaction has done its work.
    pub(crate) fn hold(&self, prepared: Prepared) -> Result<(), AppError> {
        let mut held = self.prepared.lock().map_err(|_| AppError::Internal("a lock was poisoned"))?;
        if held.replace(prepared).is_some() { Err(AppError::Internal("a request under a key wrote twice")) } else { Ok(()) }
    }

    /// The transaction that has done the work, if one has.
    pub(super) fn take(&self) -> Result<Option<Prepared>, AppError> {
        Ok(self.prepared.lock().map_err(|_| AppError::Internal("a lock was poisoned"))?.take())
    }

    /// Nothing of it lasts.
    pub fn abandon(&self) {
        if let Ok(mut held) = self.prepared.lock() {
            drop(held.take());
        }
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").field("key", &self.key).finish_non_exhaustive()
    }
}
