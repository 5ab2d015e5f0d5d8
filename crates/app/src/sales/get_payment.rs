//! Shows a payment and where it went.

use domain::PaymentId;
use domain::access::Action;

use super::PaymentView;
use crate::{Actor, AppError, Ctx};

/// The payment, or [`AppError::NotFound`]; his own clients' for a farmer, his unit's for a head, all for finance.
pub async fn get_payment(ctx: &Ctx, actor: &Actor, id: PaymentId) -> Result<PaymentView, AppError> {
    actor.may(Action::ReadPayments)?;
    let missing = || AppError::NotFound("payment");
    let payment = ctx.read().payments().find(id).await?.ok_or_else(missing)?;
    let client = ctx.read().clients().find(payment.client_id).await?.ok_or_else(missing)?;
    actor.authorise(Action::ReadPayments, &client.standing()).map_err(|_| missing())?;
    PaymentView::of(ctx.read(), payment).await
}
