//! Last days that are over: the accounts close on the morning after (E-3).

use domain::Instant;

use crate::org;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    let last_day = ctx.read().users().next_last_day().await?;
    let calendar = &ctx.rules().await?.calendar;
    Ok(last_day.and_then(|day| day.succ_opt()).map(|day| calendar.start_of(day)))
}

/// Each account in its own transaction.
pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    let today = ctx.rules().await?.calendar.date(now);
    for id in ctx.read().users().departed(today).await? {
        ctx.write(&Actor::system(), async |work| {
            let user = work.lock(id).await?;
            org::save_leaver(work, user.leave_if_due(work.today)?).await
        })
        .await?;
    }
    ctx.auth.forget();
    Ok(())
}
