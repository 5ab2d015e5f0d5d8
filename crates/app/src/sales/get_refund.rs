//! Shows a refund.

use domain::RefundId;
use domain::access::{Action, Standing};
use domain::sales::Refund;

use crate::{Actor, AppError, Ctx};

/// The refund, or [`AppError::NotFound`]; one that waits for its payment is nobody's but finance's.
pub async fn get_refund(ctx: &Ctx, actor: &Actor, id: RefundId) -> Result<Refund, AppError> {
    actor.may(Action::ReadPayments)?;
    let missing = || AppError::NotFound("refund");
    let refund = ctx.read().refunds().find(id).await?.ok_or_else(missing)?;
    let standing = match refund.client_id {
        Some(client) => ctx.read().clients().find(client).await?.ok_or_else(missing)?.standing(),
        None => Standing::default(),
    };
    actor.authorise(Action::ReadPayments, &standing).map_err(|_| missing())?;
    Ok(refund)
}
