//! Answers to requests with an `Idempotency-Key` are deleted after two days.

use domain::Instant;

use crate::once::RETENTION;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().idempotency().oldest().await?.map(|oldest| oldest + RETENTION))
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    // Whole hours at a time, so that a steady stream of requests does not make a steady stream of sweeps.
    ctx.write(&Actor::system(), async |work| Ok(work.idempotency().forget_before(now - RETENTION + chrono::Duration::hours(1)).await?))
        .await
}
