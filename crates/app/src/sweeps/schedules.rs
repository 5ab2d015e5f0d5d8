//! Rights to residual commission whose schedule has run out: over on the morning after their last day (§3.9).

use domain::Instant;

use crate::{AppError, Ctx, commission};

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    commission::next_expiry(ctx).await
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<(), AppError> {
    commission::expire(ctx).await
}
