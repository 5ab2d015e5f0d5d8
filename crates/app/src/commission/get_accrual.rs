//! Shows a line of the ledger; its explanation is read off it.

use domain::AccrualId;
use domain::access::Action;
use domain::commission::Accrual;

use super::whose::may_see;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// The accrual, or [`AppError::NotFound`] also where it is none of the caller's.
pub async fn get_accrual(ctx: &Ctx, actor: &Actor, id: AccrualId) -> Result<Accrual, AppError> {
    actor.may(Action::ReadCommission)?;
    let found = ctx.read().accruals().find(id).await?.ok_or(AppError::NotFound("accrual"))?;
    may_see(ctx.read(), actor, found.user_id, "accrual").await?;
    looked_at_commission(ctx, actor, [found.user_id]).await?;
    Ok(found)
}
