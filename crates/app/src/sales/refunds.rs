//! Refunds: shown, listed.

use domain::RefundId;
use domain::sales::Refund;
use persistence::sales::RefundFilter;

use super::payments::may_read;
use crate::prelude::*;

/// The refund, or [`AppError::NotFound`]; one that waits for its payment is shown to finance only.
pub async fn get_refund(ctx: &Ctx, actor: &Actor, id: RefundId) -> Result<Refund> {
    actor.may(Action::ReadPayments)?;
    let refund = ctx.get(id).await?;
    may_read(ctx, actor, refund.client_id, "refund").await?;
    Ok(refund)
}

/// A page of refunds within the caller's reach, oldest first.
pub async fn list_refunds(ctx: &Ctx, actor: &Actor, filter: &RefundFilter, request: &PageRequest) -> Result<Page<Refund>> {
    ctx.page(actor, filter, request).await
}
