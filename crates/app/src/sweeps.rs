//! Time as an actor: what falls due is done through the same use cases as everything else, in the order in which it falls due.

use domain::Instant;

use crate::{AppError, Ctx};

/// The next instant after which some rule has work to do; `None` = never, as things stand.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    let due: [Option<Instant>; 0] = [];
    let _ = ctx.read().setting("sweeps").await?;
    Ok(due.into_iter().flatten().min())
}

/// Does everything that is due at `now`. Harmless when repeated.
pub async fn run_due(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    let _ = (ctx, now);
    Ok(())
}
