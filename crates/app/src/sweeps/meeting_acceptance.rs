//! Held meetings on which the hunter said nothing in time: silence accepts (N-9b).

use domain::Instant;
use persistence::meetings::Due;

use super::due_meetings;
use crate::meetings::accept_silently;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().meetings().next_due(Due::Acceptance).await?)
}

pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    due_meetings::each(ctx, Due::Acceptance, now, async |id| accept_silently(ctx, id).await).await
}
