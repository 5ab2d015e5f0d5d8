//! The journal is anchored every night (crates/README.md).

use domain::Instant;

use super::nightly;
use crate::{AppError, Ctx, events};

const NAME: &str = "anchors";

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    nightly::next_due(ctx, NAME).await
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    let night = nightly::of(ctx, now).await?;
    events::anchor(ctx, now).await?;
    nightly::done(ctx, NAME, night).await
}
