//! Ends an entitlement by decision of finance or the director.

use domain::commission::{EndReason, Entitlement};
use domain::{Date, EntitlementId};

use super::entitlements::{lock_to_decide, with_note};
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
        work.apply(with_note(entitlement.end(EndReason::Decided, on.unwrap_or(work.today))?, reason)).await
    })
    .await
}
