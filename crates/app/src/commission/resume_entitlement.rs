//! A dispute about an entitlement is decided for its holder: it goes on, and what was held is posted.

use domain::EntitlementId;
use domain::commission::{Entitlement, HeldReason, SuspendReason};

use super::effects;
use super::entitlements::{lock_to_decide, with_note};
use crate::prelude::*;

/// Not by its holder (I-18).
pub async fn resume_entitlement(ctx: &Ctx, actor: &Actor, target: Target<EntitlementId>, reason: Option<&str>) -> Result<Entitlement> {
    actor.may_everywhere(Action::DecideEntitlement)?;
    ctx.write(actor, async |work| {
        let (client, entitlement) = lock_to_decide(work, target).await?;
        let resumed = work.apply(with_note(entitlement.resume(SuspendReason::Disputed)?, reason)).await?;
        effects::release(work, &client, HeldReason::Disputed).await?;
        Ok(resumed)
    })
    .await
}
