//! A dispute about an entitlement is decided for its holder: it goes on, and what was held is posted.

use domain::EntitlementId;
use domain::commission::{Entitlement, HeldReason};

use super::effects;
use super::entitlements::lock_to_decide;
use crate::prelude::*;

/// Not by its holder (I-18).
pub async fn resume_entitlement(ctx: &Ctx, actor: &Actor, target: Target<EntitlementId>, reason: Option<&str>) -> Result<Entitlement> {
    actor.may_everywhere(Action::DecideEntitlement)?;
    ctx.write(actor, async |work| {
        let (_, entitlement) = lock_to_decide(work, target).await?;
        let resumed = work.apply(entitlement.settle_dispute(reason, work.today)?).await?;
        // Other rights on the client may be disputed still: what they earned stays held.
        let earned = work.accruals().lock_of_entitlement(target.id).await?;
        let held = earned.into_iter().filter(|line| line.held_reason == Some(HeldReason::Disputed)).collect();
        effects::post_again(work, held, HeldReason::Disputed).await?;
        Ok(resumed)
    })
    .await
}
