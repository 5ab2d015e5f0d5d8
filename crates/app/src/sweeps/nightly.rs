//! Sweeps that run once a night, at midnight of the company's time zone; when each last ran is a setting of the database.

use domain::{Date, Instant};

use crate::prelude::*;

/// The night in which a sweep runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Night {
    /// The day that begins.
    pub(super) today: Date,
    /// Its first instant: what is compared with it does not depend on when the sweep comes to run.
    pub(super) midnight: Instant,
    /// When the sweep runs.
    pub(super) now: Instant,
}

/// The first midnight at which `sweep` has not run. A clock that was set back (sandbox) begins anew.
pub(super) async fn next_due(ctx: &Ctx, sweep: &str) -> Result<Option<Instant>> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let last = ctx.read().setting(&key(sweep)).await?.and_then(|value| value.as_str().and_then(|text| text.parse::<Date>().ok()));
    let due = last.filter(|last| *last <= today).and_then(|last| last.succ_opt()).unwrap_or(today);
    Ok(Some(rules.calendar.start_of(due)))
}

/// Does the `work` of `sweep`, and remembers in which night.
pub(super) async fn run(ctx: &Ctx, sweep: &str, now: Instant, work: impl AsyncFn(&Ctx, Night) -> Result<()>) -> Result<()> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(now);
    work(ctx, Night { today, midnight: rules.calendar.start_of(today), now }).await?;
    ctx.write(&Actor::system(), async |work| Ok(work.set_setting(&key(sweep), today.to_string().into()).await?)).await
}

/// The same, but the work is left to a later night if there is one up to `to`: what was missed for a week is made up for once.
pub(super) async fn run_latest(
    ctx: &Ctx,
    sweep: &str,
    (now, to): (Instant, Instant),
    work: impl AsyncFn(&Ctx, Night) -> Result<()>,
) -> Result<()> {
    let rules = ctx.rules().await?;
    let tomorrow = rules.calendar.date(now).succ_opt().map(|day| rules.calendar.start_of(day));
    let is_latest = tomorrow.is_none_or(|night| night > to);
    run(ctx, sweep, now, async |ctx, night| if is_latest { work(ctx, night).await } else { Ok(()) }).await
}

fn key(sweep: &str) -> String {
    format!("sweep_{sweep}")
}
