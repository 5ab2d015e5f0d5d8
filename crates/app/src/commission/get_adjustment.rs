//! Shows a correction by hand.

use domain::AdjustmentId;
use domain::access::Action;
use domain::commission::Adjustment;

use super::whose::may_see;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// The adjustment, or [`AppError::NotFound`] also where it is none of the caller's.
pub async fn get_adjustment(ctx: &Ctx, actor: &Actor, id: AdjustmentId) -> Result<Adjustment, AppError> {
    actor.may(Action::ReadCommission)?;
    let found = ctx.read().adjustments().find(id).await?.ok_or(AppError::NotFound("adjustment"))?;
    may_see(ctx.read(), actor, found.user_id, "adjustment").await?;
    looked_at_commission(ctx, actor, [found.user_id]).await?;
    Ok(found)
}
