//! Months of commission that nobody has closed: the clock reminds, people close (N-49).

use domain::Instant;

use crate::{AppError, Ctx, commission};

/// When the next reminder is due.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    commission::next_reminder(ctx).await
}

/// Signals what is late.
pub async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    commission::remind(ctx, now).await
}
