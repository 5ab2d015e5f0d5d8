//! Another person decides on a correction that is too large for one (§6.1): it is posted, or it never is.

use domain::AdjustmentId;
use domain::commission::Adjustment;
use domain::commission::correction::{AdjustmentEvent, AdjustmentState};
use domain::own_matter::Matter;

use super::adjustments::post;
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Posts it; twice is once.
pub async fn approve_adjustment(ctx: &Ctx, actor: &Actor, target: Target<AdjustmentId>) -> Result<Adjustment> {
    decide(ctx, actor, target, AdjustmentEvent::Approve, None).await
}

/// Rejects it for good; twice is once.
pub async fn reject_adjustment(ctx: &Ctx, actor: &Actor, target: Target<AdjustmentId>, reason: &str) -> Result<Adjustment> {
    decide(ctx, actor, target, AdjustmentEvent::Reject, Some(reason)).await
}

async fn decide(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<AdjustmentId>,
    event: AdjustmentEvent,
    reason: Option<&str>,
) -> Result<Adjustment> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let waiting = work.lock(target.id).await?;
        lets_keep(work, Action::KeepCommission, Matter::Waiting, &waiting.concerned()).await?;
        target.check(waiting.version)?;
        let waited = waiting.state == AdjustmentState::Waiting;
        let decided = work.apply(waiting.decide(event, by, reason, work.now)?).await?;
        if waited && decided.state == AdjustmentState::Posted {
            post(work, &decided).await?;
        }
        Ok(decided)
    })
    .await
}
