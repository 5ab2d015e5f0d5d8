//! The queue of the call centre by the clock: leases run out (N-7b), who was given up is taken up again (N-7d), long lists get the rest of
//! their tasks.

use domain::Instant;

use crate::prelude::*;
use crate::queue;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    if queue::wants_spreading(ctx).await? {
        return Ok(Some(ctx.now()));
    }
    let dues = [queue::next_lease(ctx).await?, queue::next_recycling(ctx).await?];
    Ok(dues.into_iter().flatten().min())
}

pub(super) async fn run(ctx: &Ctx, _: Instant) -> Result<()> {
    while ctx.write(&Actor::system(), queue::expire_all).await? > 0 {}
    while ctx.write(&Actor::system(), queue::recycle_due).await? > 0 {}
    while ctx.write(&Actor::system(), queue::spread_on).await? {}
    Ok(())
}
