//! Promises whose day is over stay open and are overdue (§3.16).

use domain::Instant;

use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let calendar = &ctx.rules().await?.calendar;
    Ok(ctx.read().promises().next_day().await?.and_then(|day| day.succ_opt()).map(|day| calendar.start_of(day)))
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), batch).await? > 0 {}
    Ok(())
}

/// Up to 200 of them; returns how many they were.
async fn batch(work: &Work<'_>) -> Result<usize> {
    let due = work.promises().due(work.today).await?;
    let done = due.len();
    for promise in due {
        work.apply(promise.fall_due()).await?;
    }
    Ok(done)
}
