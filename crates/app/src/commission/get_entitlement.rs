//! Shows a right to residual commission.

use domain::EntitlementId;
use domain::access::Action;
use domain::commission::Entitlement;

use super::whose::may_see;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// The entitlement, or [`AppError::NotFound`] also where it is none of the caller's.
pub async fn get_entitlement(ctx: &Ctx, actor: &Actor, id: EntitlementId) -> Result<Entitlement, AppError> {
    actor.may(Action::ReadCommission)?;
    let found = ctx.read().entitlements().find(id).await?.ok_or(AppError::NotFound("entitlement"))?;
    may_see(ctx.read(), actor, found.user_id, "entitlement").await?;
    looked_at_commission(ctx, actor, [found.user_id]).await?;
    Ok(found)
}
