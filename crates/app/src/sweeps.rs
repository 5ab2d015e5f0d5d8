//! Time as an actor: what falls due is done through the same rooms as everything else, in the order in which it falls due.
//!
//! A sweep is a file here with two functions: `next_due(ctx)`, the next instant at which it has work, as things stand now; and
//! `run(ctx, now)`, which does that work as [`Actor::system`] in small transactions and is harmless when repeated.

use chrono::Duration;
use domain::Instant;
use uuid::Uuid;

use crate::{Actor, AppError, Ctx, clock};

macro_rules! sweeps {
    ($($sweep:ident),* $(,)?) => {
        $(pub(crate) mod $sweep;)*

        /// Every sweep, in the order in which they run when several are due at one instant.
        const NAMES: &[&str] = &[$(stringify!($sweep)),*];

        async fn next_due(ctx: &Ctx, name: &str) -> Result<Option<Instant>, AppError> {
            match name {
                $(stringify!($sweep) => $sweep::next_due(ctx).await,)*
                _ => Ok(None),
            }
        }

        async fn run(ctx: &Ctx, name: &str, now: Instant) -> Result<(), AppError> {
            match name {
                $(stringify!($sweep) => $sweep::run(ctx, now).await,)*
                _ => Ok(()),
            }
        }
    };
}

mod nightly;

sweeps! { departures, meeting_acceptance, meeting_outcome, abandonment, loss, portfolio, handoffs, stale_deals, months, schedules, idempotency, webhooks, anchors }

/// A sweep that left its work undone is asked again after this long, so that it cannot stop the others.
const PATIENCE: Duration = Duration::minutes(30);
/// How long an instance may go on doing what falls due without renewing its lease.
const LEASE: Duration = Duration::minutes(2);

/// Does everything that falls due up to `to`, in order; a manual clock goes along.
pub async fn run_until(ctx: &Ctx, to: Instant) -> Result<(), AppError> {
    let mut ran: Vec<Option<Instant>> = vec![None; NAMES.len()];
    loop {
        let mut dues = Vec::with_capacity(NAMES.len());
        for (name, ran) in NAMES.iter().zip(&ran) {
            dues.push(next_due(ctx, name).await?.map(|due| put_off(due.max(ctx.now()), *ran)));
        }
        let Some(first) = dues.iter().flatten().min().copied().filter(|first| *first <= to) else { return Ok(()) };
        ctx.clock.set(first);
        ctx.forget_rules();
        for ((name, due), ran) in NAMES.iter().zip(dues).zip(&mut ran).filter(|((_, due), _)| *due == Some(first)) {
            if let Err(error) = run(ctx, name, first).await {
                tracing::warn!(sweep = name, error = ?error, "a sweep could not finish; it will be asked again");
            }
            *ran = due;
        }
    }
}

/// A sweep that is due again at the instant at which it last ran has left work undone.
fn put_off(due: Instant, ran: Option<Instant>) -> Instant {
    ran.filter(|ran| due <= *ran).map_or(due, |ran| ran + PATIENCE)
}

/// Wall time has passed: does what has fallen due, if no other instance is at it.
pub async fn tick(ctx: &Ctx, instance: Uuid) -> Result<(), AppError> {
    let now = clock::wall();
    if ctx.write(&Actor::system(), async |work| Ok(work.take_lease("sweeps", instance, (now, now + LEASE)).await?)).await? {
        run_until(ctx, now).await?;
    }
    Ok(())
}
