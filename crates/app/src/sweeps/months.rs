//! Months of commission that nobody has closed in time: a reminder is raised (N-49).

use domain::Instant;

use crate::{AppError, Ctx, commission};

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    commission::next_reminder(ctx).await
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    commission::remind(ctx, now).await
}
