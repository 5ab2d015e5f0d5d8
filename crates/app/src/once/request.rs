//! A request with an `Idempotency-Key` while it runs, and its transaction while that waits for the answer.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Instant;
use persistence::idempotency::RequestKey;
use persistence::{Prepared, Tx};

use crate::AppError;

/// A request with an `Idempotency-Key` while it runs.
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

    /// Had another request used the key, so that this one did nothing?
    pub fn is_repeated(&self) -> bool {
        self.repeated.load(Ordering::Relaxed)
    }

    /// Claims the key, as the first statement of the transaction; [`AppError::Repeated`] if another request has it.
    pub(crate) async fn claim(&self, tx: &Tx, now: Instant) -> Result<(), AppError> {
        if tx.idempotency().claim(&self.key, &self.fingerprint, now).await? {
            return Ok(());
        }
        self.repeated.store(true, Ordering::Relaxed);
        Err(AppError::Repeated)
    }

    /// Keeps the transaction, which has done its work, until the answer is known.
    pub(crate) fn hold(&self, prepared: Prepared) -> Result<(), AppError> {
        let mut held = self.prepared.lock().map_err(|_| AppError::Internal("a lock was poisoned"))?;
        if held.replace(prepared).is_some() { Err(AppError::Internal("a request under a key wrote twice")) } else { Ok(()) }
    }

    /// The transaction that has done the work, if there was one.
    pub(super) fn take(&self) -> Result<Option<Prepared>, AppError> {
        Ok(self.prepared.lock().map_err(|_| AppError::Internal("a lock was poisoned"))?.take())
    }

    /// Rolls the transaction back.
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
