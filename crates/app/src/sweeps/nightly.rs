//! Sweeps that run once a night, at midnight of the company: when is the next, and which was the last?

use domain::{Date, Instant};

use crate::{Actor, AppError, Ctx};

/// A night of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Night {
    /// The day that begins.
    pub(super) today: Date,
    /// Its first instant: what is compared with it does not depend on when the sweep comes to run.
    pub(super) midnight: Instant,
}

fn key(sweep: &str) -> String {
    format!("sweep_{sweep}")
}

/// The first midnight that `sweep` has not seen. A clock that was set back (sandbox) begins anew.
pub(super) async fn next_due(ctx: &Ctx, sweep: &str) -> Result<Option<Instant>, AppError> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let last = ctx.read().setting(&key(sweep)).await?.and_then(|value| value.as_str().and_then(|text| text.parse::<Date>().ok()));
    let due = last.filter(|last| *last <= today).and_then(|last| last.succ_opt()).unwrap_or(today);
    Ok(Some(rules.calendar.start_of(due)))
}

/// The night that `now` lies in.
pub(super) async fn of(ctx: &Ctx, now: Instant) -> Result<Night, AppError> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(now);
    Ok(Night { today, midnight: rules.calendar.start_of(today) })
}

/// All of it is done.
pub(super) async fn done(ctx: &Ctx, sweep: &str, night: Night) -> Result<(), AppError> {
    ctx.write(&Actor::system(), async |work| Ok(work.set_setting(&key(sweep), night.today.to_string().into()).await?)).await
}
