//! Schedules that have run out: the rights are over (§3.9).

use domain::commission::EndReason;
use domain::{Instant, commission::Entitlement};

use super::effects::write_ends;
use crate::{Actor, AppError, Ctx};

/// When the next right runs out: on the morning after its last day.
pub(crate) async fn next_expiry(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    let last_day = ctx.read().entitlements().next_schedule_end().await?;
    let calendar = &ctx.rules().await?.calendar;
    Ok(last_day.and_then(|day| day.succ_opt()).map(|day| calendar.start_of(day)))
}

/// Ends the rights that have run out, up to 200 a transaction.
pub(crate) async fn expire(ctx: &Ctx) -> Result<(), AppError> {
    loop {
        let ended = ctx
            .write(&Actor::system(), async |work| {
                let over = work.entitlements().lock_run_out(work.today).await?;
                let last_day = |right: &Entitlement| right.schedule_end_on.unwrap_or(work.today);
                let ends = over
                    .into_iter()
                    .map(|right| {
                        let on = last_day(&right);
                        right.end(EndReason::Expired, on)
                    })
                    .collect::<Result<Vec<_>, _>>()?;
                let count = ends.len();
                write_ends(work, ends).await?;
                Ok(count)
            })
            .await?;
        if ended == 0 {
            return Ok(());
        }
    }
}
