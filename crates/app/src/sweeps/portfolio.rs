//! Every night, after abandonment and loss: which portfolios are overloaded or neglected, and are there enough people?

use super::nightly::Night;
use crate::portfolio::update_counted_signals;
use crate::prelude::*;

pub(super) async fn run(ctx: &Ctx, _: Night) -> Result<()> {
    ctx.write(&Actor::system(), async |work| update_counted_signals(work).await).await
}
