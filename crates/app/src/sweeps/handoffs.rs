//! Deadlines of handoffs: silence escalates (N-18b), other delays are signalled (N-18a, N-18c, N-19), exemptions end (E-5).

use domain::Instant;

use crate::handoffs::overdue::fall_due;
use crate::prelude::*;

pub(super) async fn next_due(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().handoffs().next_due().await?)
}

/// One transaction each: a handoff that cannot move does not keep the others.
pub(super) async fn run(ctx: &Ctx, now: Instant) -> Result<()> {
    let mut last = Vec::new();
    loop {
        let due = ctx.read().handoffs().due_at(now).await?;
        let ids: Vec<_> = due.iter().map(|handoff| handoff.id).collect();
        if ids.is_empty() || ids == last {
            return Ok(());
        }
        for handoff in due {
            ctx.write(&Actor::system(), async |work| fall_due(work, handoff.id, handoff.client_id).await).await?;
        }
        last = ids;
    }
}
