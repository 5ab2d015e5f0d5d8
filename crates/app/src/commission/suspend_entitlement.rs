//! Suspends an entitlement while it is disputed: what it earns meanwhile is held (§3.9).

use domain::EntitlementId;
use domain::commission::Entitlement;

use super::entitlements::lock_to_decide;
use crate::prelude::*;

/// Not by its holder (I-18).
pub async fn suspend_entitlement(ctx: &Ctx, actor: &Actor, target: Target<EntitlementId>, reason: Option<&str>) -> Result<Entitlement> {
    actor.may_everywhere(Action::DecideEntitlement)?;
    ctx.write(actor, async |work| {
        let (_, entitlement) = lock_to_decide(work, target).await?;
        work.apply(entitlement.dispute(reason, work.today)?).await
    })
    .await
}
