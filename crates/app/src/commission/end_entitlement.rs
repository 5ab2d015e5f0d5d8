//! Ends an entitlement by decision of finance or the director.

use domain::commission::Entitlement;
use domain::{Date, EntitlementId};

use super::entitlements::lock_to_decide;
use crate::prelude::*;

/// It covers sales up to `on`, today unless given; not by its holder (I-18).
pub async fn end_entitlement(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<EntitlementId>,
    (on, reason): (Option<Date>, Option<&str>),
) -> Result<Entitlement> {
    actor.may_everywhere(Action::DecideEntitlement)?;
    ctx.write(actor, async |work| {
        let (_, entitlement) = lock_to_decide(work, target).await?;
        work.apply(entitlement.end_by_decision(on, reason, work.today)?).await
    })
    .await
}
