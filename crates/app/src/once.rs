//! A request with an `Idempotency-Key` has its effect once, however often it is sent (openapi/README.md §1.14): its transaction waits
//! for its answer, and both are committed together.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
pub use persistence::idempotency::{Remembered, RequestKey, StoredAnswer};
use sha2::{Digest, Sha256};

mod request;

pub use request::Once;

use crate::prelude::*;

/// How long an answer is kept; callers are promised 24 hours.
pub const RETENTION: Duration = Duration::hours(48);

/// A digest of everything that tells one request from another.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part.len().to_be_bytes()).chain_update(part));
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// What is stored under `key`, if it has not been deleted.
pub async fn remembered(ctx: &Ctx, key: &RequestKey) -> Result<Option<Remembered>> {
    Ok(ctx.read().idempotency().find(key).await?)
}

/// Commits the effect of `once` with its `answer`. The answer is stored even if the request had no transaction.
pub async fn finish(ctx: &Ctx, once: &Once, answer: &StoredAnswer) -> Result<()> {
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
