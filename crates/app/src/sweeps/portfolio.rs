//! Every night, after abandonment and loss: which portfolios are overloaded or neglected, and are there enough people?

use domain::Instant;

use super::nightly;
use crate::portfolio::watch;
use crate::{Actor, AppError, Ctx};

const NAME: &str = "portfolio";

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    nightly::next_due(ctx, NAME).await
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    let night = nightly::of(ctx, now).await?;
    ctx.write(&Actor::system(), async |work| watch(work).await).await?;
    nightly::done(ctx, NAME, night).await
}
