//! A payment bounced, or was charged back: it is taken off whatever it paid, and commission with it (E-2: no window).

use domain::PaymentId;

use super::PaymentView;
use super::money::{Move, carry_out};
use super::payments::lock;
use crate::prelude::*;

/// Reverses it; a repeat changes nothing.
pub async fn bounce_payment(ctx: &Ctx, actor: &Actor, id: PaymentId, expected: Option<Version>) -> Result<PaymentView, AppError> {
    actor.authorise(Action::WritePayments, &Standing::default())?;
    ctx.write(actor, async |work| {
        let (client, payment) = lock(work, id, expected).await?;
        let decided = payment.reverse()?;
        if decided.events.is_empty() {
            return PaymentView::of(work, decided.state).await;
        }
        let payment = work.apply(decided).await?;
        let held = work.allocations().held_of(id).await?;
        let sales = work.sales().by_ids(held.iter().map(|part| part.sale_id)).await?;
        let moves: Vec<Move> = held
            .iter()
            .map(|part| Move { payment: id, sale: part.sale_id, amount_minor: -part.held_minor, value_on: work.today, refund: None })
            .collect();
        carry_out(work, client, sales, &moves).await?;
        PaymentView::of(work, payment).await
    })
    .await
}
