//! The sandbox clock (openapi/README.md §6): stands still, is advanced by the sys_admin, and on the way does what falls due.

use chrono::Duration;
use domain::Instant;
use domain::access::{Action, Standing};

use crate::{Actor, AppError, Ctx, clock, sweeps};

mod refusal;

pub use refusal::Refusal;

/// Where to.
#[derive(Clone, Copy, Debug)]
pub enum Advance {
    /// So many seconds on.
    Seconds(i64),
    /// To this instant.
    To(Instant),
}

/// The setting that lets a sandbox stand still across restarts.
const SETTING: &str = "sandbox_clock";

/// Now; only in sandbox mode.
pub fn now(ctx: &Ctx) -> Result<Instant, AppError> {
    if ctx.clock.is_manual() { Ok(ctx.now()) } else { Err(AppError::NotFound("page")) }
}

/// Where the clock of this database stood when the server stopped, if it ever ran as a sandbox.
pub async fn remembered(store: &persistence::Store) -> Result<Option<Instant>, AppError> {
    let kept = store.read().setting(SETTING).await?;
    Ok(kept.and_then(|value| value.as_str().and_then(|text| text.parse().ok())))
}

/// Begins anew: forgets what happened, keeps who works here and how it was set up, and sets the clock to wall time.
pub async fn reset(ctx: &Ctx, actor: &Actor) -> Result<Instant, AppError> {
    actor.authorise(Action::RunSandbox, &Standing::default())?;
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

/// Where the clock of a sandbox begins: wall time in whole seconds (openapi/README.md §6).
pub fn whole_second() -> Instant {
    chrono::DateTime::from_timestamp(clock::wall().timestamp(), 0).unwrap_or_default()
}

/// Moves the clock and runs, in order, every rule that falls due on the way.
pub async fn advance(ctx: &Ctx, actor: &Actor, by: Advance) -> Result<Instant, AppError> {
    actor.authorise(Action::RunSandbox, &Standing::default())?;
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
