//! Bodies are forgotten after the norm `telephony.report_days`; the calls that they told of stay.

use domain::Instant;

use crate::prelude::*;

/// When the oldest one came.
pub(crate) async fn oldest(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().intakes().oldest().await?)
}

/// Forgets what came before, in small transactions.
pub(crate) async fn forget_before(ctx: &Ctx, instant: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), async |work| Ok(work.intakes().forget_before(instant).await?)).await? > 0 {}
    Ok(())
}
