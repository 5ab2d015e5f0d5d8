//! Held meetings on which the hunter said nothing in time: silence accepts (N-9b).

use domain::Instant;
use persistence::meetings::Due;

use crate::meetings::accept_silently;
use crate::{AppError, Ctx};

/// When silence accepts the next one.
pub async fn next_due(ctx: &Ctx) -> Result<Option<Instant>, AppError> {
    Ok(ctx.read().meetings().next_due(Due::Acceptance).await?)
}

/// Accepts what is due, each in its own transaction.
pub async fn run(ctx: &Ctx, now: Instant) -> Result<(), AppError> {
    loop {
        let due = ctx.read().meetings().due(Due::Acceptance, now).await?;
        let mut stuck = due.is_empty();
        for meeting in &due {
            if let Err(error) = accept_silently(ctx, meeting.id).await {
                tracing::warn!(meeting = %meeting.id, error = ?error, "the clock could not close a meeting; it will be asked again");
                stuck = true;
            }
        }
        if stuck {
            return Ok(());
        }
    }
}
