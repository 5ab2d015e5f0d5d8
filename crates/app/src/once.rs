//! A request that is to have its effect once, however often it is sent (openapi/README.md §1.14): its transaction waits
//! for its answer, and both become lasting together.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::Instant;
pub use persistence::idempotency::{Remembered, RequestKey, StoredAnswer};
use persistence::{Prepared, Tx};
use sha2::{Digest, Sha256};

use crate::{Actor, AppError, Ctx};

/// How long an answer is kept; callers are promised 24 hours.
pub const KEPT: Duration = Duration::hours(48);

/// One such request while it runs.
pub struct Once {
    key: RequestKey,
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

    /// Makes its effect and its `answer` last. An effect that was no transaction of ours has its answer kept all the same.
    pub async fn finish(&self, ctx: &Ctx, answer: &StoredAnswer) -> Result<(), AppError> {
        let prepared = self.prepared.lock().map_err(|_| AppError::Internal("a lock was poisoned"))?.take();
        if let Some(prepared) = prepared {
            prepared.idempotency().answer(&self.key, answer).await?;
            return Ok(prepared.commit().await?);
        }
        ctx.write(&Actor::system(), async |work| {
            self.claim(work, work.now).await?;
            Ok(work.idempotency().answer(&self.key, answer).await?)
        })
        .await
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

/// Of everything that makes a request another one.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part.len().to_be_bytes()).chain_update(part));
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// What is remembered under `key`, if it has not been forgotten.
pub async fn remembered(ctx: &Ctx, key: &RequestKey) -> Result<Option<Remembered>, AppError> {
    Ok(ctx.read().idempotency().find(key).await?)
}
