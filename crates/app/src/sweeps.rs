//! What falls due by the passing of time is done by sweeps, in the order in which it falls due.
//!
//! A sweep is a module here with two functions: `next_due(ctx)`, the next instant at which it has work, as things are now; and
//! `run(ctx, now)`, which does that work as [`Actor::system`] in small transactions and is harmless when repeated. A nightly sweep has
//! only `run(ctx, night)`; one that is for the `latest_night` only makes up for nights that were missed by a single run.

mod abandonment;
mod anchors;
mod call_queue;
mod contracts;
mod debts;
mod departures;
mod dossiers;
mod due_meetings;
mod duplicates;
mod groups;
mod handoffs;
mod idempotency;
mod ledger;
mod loss;
mod meeting_acceptance;
mod meeting_outcome;
mod missed_calls;
pub(crate) mod months;
mod nightly;
mod portfolio;
mod promises;
mod ranking;
mod schedules;
mod silence;
mod stale_deals;
mod telephony_reports;
mod unended_calls;
mod webhooks;

use chrono::Duration;
use domain::Instant;
use uuid::Uuid;

use crate::clock;
use crate::prelude::*;

macro_rules! sweeps {
    ($($kind:ident $sweep:ident),* $(,)?) => {
        /// Every sweep, in the order in which they run when several are due at one instant.
        const NAMES: &[&str] = &[$(stringify!($sweep)),*];

        async fn next_due(ctx: &Ctx, name: &str) -> Result<Option<Instant>> {
            match name {
                $(stringify!($sweep) => sweeps!(@next_due $kind $sweep, ctx).await,)*
                _ => Ok(None),
            }
        }

        /// The work of the sweep that is due `now`; everything up to `to` will be done.
        async fn run(ctx: &Ctx, name: &str, (now, to): (Instant, Instant)) -> Result<()> {
            match name {
                $(stringify!($sweep) => sweeps!(@run $kind $sweep, ctx, now, to).await,)*
                _ => Ok(()),
            }
        }
    };
    (@next_due when_due $sweep:ident, $ctx:ident) => { $sweep::next_due($ctx) };
    (@next_due nightly $sweep:ident, $ctx:ident) => { nightly::next_due($ctx, stringify!($sweep)) };
    (@next_due latest_night $sweep:ident, $ctx:ident) => { nightly::next_due($ctx, stringify!($sweep)) };
    (@run when_due $sweep:ident, $ctx:ident, $now:ident, $to:ident) => { $sweep::run($ctx, $now) };
    (@run nightly $sweep:ident, $ctx:ident, $now:ident, $to:ident) => { nightly::run($ctx, stringify!($sweep), $now, $sweep::run) };
    (@run latest_night $sweep:ident, $ctx:ident, $now:ident, $to:ident) => { nightly::run_latest($ctx, stringify!($sweep), ($now, $to), $sweep::run) };
}

sweeps! {
    when_due departures,
    when_due meeting_acceptance,
    when_due meeting_outcome,
    nightly abandonment,
    nightly loss,
    nightly portfolio,
    nightly debts,
    nightly groups,
    latest_night ranking,
    nightly dossiers,
    when_due handoffs,
    when_due stale_deals,
    when_due contracts,
    when_due promises,
    when_due months,
    when_due schedules,
    when_due unended_calls,
    when_due missed_calls,
    when_due silence,
    when_due telephony_reports,
    when_due call_queue,
    when_due idempotency,
    when_due webhooks,
    nightly anchors,
    latest_night duplicates,
    latest_night ledger,
}

/// A sweep that left its work undone runs again after this long, so that it cannot stop the others.
const RETRY_AFTER: Duration = Duration::minutes(30);
/// How long an instance may run sweeps without renewing its lease.
const LEASE: Duration = Duration::minutes(2);

/// Does everything that falls due up to `to`, in order; a manual clock is moved along.
pub async fn run_until(ctx: &Ctx, to: Instant) -> Result<()> {
    let mut last_runs: Vec<Option<Instant>> = vec![None; NAMES.len()];
    loop {
        let mut dues = Vec::with_capacity(NAMES.len());
        for (name, last_run) in NAMES.iter().zip(&last_runs) {
            dues.push(next_due(ctx, name).await?.map(|due| put_off(due.max(ctx.now()), *last_run)));
        }
        let Some(first) = dues.iter().flatten().min().copied().filter(|first| *first <= to) else { return Ok(()) };
        ctx.clock.set(first);
        ctx.forget_rules();
        for ((name, due), last_run) in NAMES.iter().zip(dues).zip(&mut last_runs).filter(|((_, due), _)| *due == Some(first)) {
            if let Err(error) = run(ctx, name, (first, to)).await {
                tracing::warn!(sweep = name, error = ?error, "a sweep could not finish; it will run again");
            }
            *last_run = due;
        }
    }
}

/// A sweep that is due again at the instant at which it last ran has left work undone.
fn put_off(due: Instant, last_run: Option<Instant>) -> Instant {
    last_run.filter(|last_run| due <= *last_run).map_or(due, |last_run| last_run + RETRY_AFTER)
}

/// Does what has fallen due by wall time, unless another instance is doing it.
pub async fn tick(ctx: &Ctx, instance: Uuid) -> Result<()> {
    let now = clock::wall();
    if ctx.write(&Actor::system(), async |work| Ok(work.take_lease("sweeps", instance, (now, now + LEASE)).await?)).await? {
        run_until(ctx, now).await?;
    }
    Ok(())
}
