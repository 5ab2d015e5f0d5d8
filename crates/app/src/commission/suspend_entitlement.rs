//! Suspends an entitlement while it is disputed: what it earns meanwhile is held (§3.9).

use domain::EntitlementId;
use domain::commission::{Entitlement, SuspendReason};

use super::entitlements::{lock_to_decide, with_note};
use crate::prelude::*;

/// Not by its holder (I-18).
pub async fn suspend_entitlement(ctx: &Ctx, actor: &Actor, target: Target<EntitlementId>, reason: Option<&str>) -> Result<Entitlement> {
    actor.may_everywhere(Action::DecideEntitlement)?;
    ctx.write(actor, async |work| {
        let (_, entitlement) = lock_to_decide(work, target).await?;
        work.apply(with_note(entitlement.suspend(SuspendReason::Disputed, work.today)?, reason)).await
    })
    .await
}
