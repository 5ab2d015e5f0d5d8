//! A request that is to have its effect once, however often it is sent (openapi/README.md §1.14): its transaction waits
//! for its answer, and both become lasting together.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
pub use persistence::idempotency::{Remembered, RequestKey, StoredAnswer};
use sha2::{Digest, Sha256};

use crate::{Actor, AppError, Ctx};

mod request;

pub use request::Once;

/// How long an answer is kept; callers are promised 24 hours.
pub const KEPT: Duration = Duration::hours(48);

/// Of everything that makes a request another one.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part.len().to_be_bytes()).chain_update(part));
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// What is remembered under `key`, if it has not been forgotten.
pub async fn remembered(ctx: &Ctx, key: &RequestKey) -> Result<Option<Remembered>, AppError> {
    Ok(ctx.read().idempotency().find(key).await?)
}

/// Makes the effect of `once` and its `answer` last. An effect that was no transaction of ours has its answer kept all the same.
pub async fn finish(ctx: &Ctx, once: &Once, answer: &StoredAnswer) -> Result<(), AppError> {
    if let Some(prepared) = once.take()? {
        prepared.idempotency().answer(&once.key, answer).await?;
        return Ok(prepared.commit().await?);
    }
    ctx.write(&Actor::system(), async |work| {
        once.claim(work, work.now).await?;
        Ok(work.idempotency().answer(&once.key, answer).await?)
    })
    .await
}
