//! Anchors: once a day the journal is sealed with a hash over everything since the anchor before.

use domain::Instant;
use persistence::StoreError;

use crate::prelude::*;

/// Stores the anchor of the day. The ledger's look of that night writes it into the log, which is outside of the database.
pub async fn anchor(ctx: &Ctx, now: Instant) -> Result<()> {
    let journal = ctx.read().journal();
    let before = journal.newest_anchor().await?.unwrap_or_default();
    let made = journal.anchor(&before, journal.horizon().await?, now).await?;
    match ctx.write(&Actor::system(), async |work| Ok(work.insert_anchor(&made).await?)).await {
        // Another instance was faster.
        Err(AppError::Store(StoreError::Duplicate(_))) => return Ok(()),
        done => done?,
    }
    tracing::debug!(number = made.number, entries = made.entries, place = %made.place, hash = made.hash, "the journal is anchored");
    Ok(())
}
