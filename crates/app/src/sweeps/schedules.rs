//! Entitlements to residual commission whose schedule has run out: over on the morning after their last day (§3.9).

use domain::Instant;
use domain::commission::EndReason;

use crate::commission::effects::end_all;
use crate::prelude::*;

/// When the next one runs out.
pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let last_day = ctx.read().entitlements().next_schedule_end().await?;
    let calendar = &ctx.rules().await?.calendar;
    Ok(last_day.and_then(|day| day.succ_opt()).map(|day| calendar.start_of(day)))
}

/// Ends those that have, up to 200 a transaction.
pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    let end_some = async || {
        ctx.write(&Actor::system(), async |work| {
            let over = work.entitlements().lock_run_out(work.today).await?;
            let count = over.len();
            end_all(work, over, EndReason::Expired, |one| one.schedule_end_on.unwrap_or(work.today)).await?;
            Ok(count)
        })
        .await
    };
    while end_some().await? > 0 {}
    Ok(())
}
