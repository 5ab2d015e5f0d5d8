//! Time as an actor: what falls due is done through the same use cases as everything else, in the order in which it falls due.

pub mod departures;

use domain::Instant;

use crate::{AppError, Ctx};

/// The next instant after which some rule has work to do; `None` = never, as things stand.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    let due = [departures::next_due(ctx).await?];
    Ok(due.into_iter().flatten().min())
}

/// Does everything that is due at `now`. Harmless when repeated.
pub async fn run_due(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    departures::run(ctx, now).await
}
