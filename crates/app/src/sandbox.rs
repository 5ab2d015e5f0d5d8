//! The sandbox clock (openapi/README.md §6): it does not move until the sys_admin advances it, which runs every sweep that falls due.

use chrono::Duration;
use domain::Instant;

use crate::prelude::*;
use crate::{clock, sweeps};

mod refusal;

pub use refusal::Refusal;

/// How far the clock is advanced.
#[derive(Clone, Copy, Debug)]
pub enum Advance {
    /// So many seconds on.
    Seconds(i64),
    /// To this instant.
    To(Instant),
}

/// The setting that holds the clock across restarts.
const SETTING: &str = "sandbox_clock";

/// The instant that the clock shows; [`AppError::NotFound`] outside of sandbox mode.
pub fn now(ctx: &Ctx) -> Result<Instant> {
    if ctx.clock.is_manual() { Ok(ctx.now()) } else { Err(AppError::NotFound("page")) }
}

/// What the clock of this database showed when the server stopped; `None` if it never ran as a sandbox.
pub async fn remembered(store: &persistence::Store) -> Result<Option<Instant>> {
    let setting = store.read().setting(SETTING).await?;
    Ok(setting.and_then(|value| value.as_str().and_then(|text| text.parse().ok())))
}

/// Deletes what happened, keeps people, integrations and settings, and sets the clock to wall time.
pub async fn reset(ctx: &Ctx, actor: &Actor) -> Result<Instant> {
    actor.may_everywhere(Action::RunSandbox)?;
    now(ctx)?;
    let start = whole_second();
    ctx.write(actor, async |work| {
        work.forget_what_happened().await?;
        Ok(work.set_setting(SETTING, domain::zulu(start).into()).await?)
    })
    .await?;
    ctx.clock.set(start);
    ctx.forget_rules();
    Ok(start)
}

/// What the clock of a new sandbox shows: wall time in whole seconds (openapi/README.md §6).
pub fn whole_second() -> Instant {
    chrono::DateTime::from_timestamp(clock::wall().timestamp(), 0).unwrap_or_default()
}

/// Moves the clock and runs, in order, every sweep that falls due on the way.
pub async fn advance(ctx: &Ctx, actor: &Actor, by: Advance) -> Result<Instant> {
    actor.may_everywhere(Action::RunSandbox)?;
    let from = now(ctx)?;
    let to = match by {
        Advance::Seconds(seconds) => Duration::try_seconds(seconds).and_then(|span| from.checked_add_signed(span)),
        Advance::To(to) => Some(to),
    };
    let to = to
        .filter(|to| (1970..=9_000).contains(&chrono::Datelike::year(to)))
        .ok_or_else(|| AppError::field("/to", "out_of_range", "must lie between 1970 and 9000"))?;
    if to < from && ctx.read().any_client().await? {
        return Err(Refusal::Backwards { now: from }.into());
    }
    sweeps::run_until(ctx, to).await?;
    ctx.clock.set(to);
    ctx.forget_rules();
    ctx.write(actor, async |work| Ok(work.set_setting(SETTING, domain::zulu(to).into()).await?)).await?;
    Ok(to)
}
