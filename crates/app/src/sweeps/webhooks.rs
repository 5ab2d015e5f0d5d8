//! What was delivered or given up is forgotten after a month, a secret that was rotated out after a day.

use chrono::Duration;
use domain::Instant;
use domain::webhooks::schedule::DELIVERY_RETENTION;

use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let deliveries = ctx.read().webhook_deliveries().oldest_finished().await?.map(|oldest| oldest + DELIVERY_RETENTION);
    let secrets = ctx.read().webhook_endpoints().oldest_secret_before().await?;
    Ok(deliveries.into_iter().chain(secrets).min())
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    ctx.write(&Actor::system(), async |work| {
        work.webhook_endpoints().forget_secrets_before(now).await?;
        // Whole hours at a time, so that a steady stream of events does not make a steady stream of sweeps.
        Ok(work.webhook_deliveries().forget_before(now - DELIVERY_RETENTION + Duration::hours(1)).await?)
    })
    .await
}
