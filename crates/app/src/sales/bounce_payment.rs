//! A payment bounced, or was charged back: it is taken off whatever it paid, and commission with it (E-2: no window).

use domain::PaymentId;

use super::PaymentView;
use super::money::{apply_movements, off_sale};
use super::payments::lock;
use crate::prelude::*;

/// Reverses it; a repeat changes nothing.
pub async fn bounce_payment(ctx: &Ctx, actor: &Actor, target: Target<PaymentId>) -> Result<PaymentView> {
    actor.may_everywhere(Action::WritePayments)?;
    ctx.write(actor, async |work| {
        let (client, payment) = lock(work, target).await?;
        let decided = payment.reverse()?;
        if decided.events.is_empty() {
            return PaymentView::of(work, decided.state).await;
        }
        let payment = work.apply(decided).await?;
        let held = work.allocations().held_of(target.id).await?;
        let sales = work.sales().by_ids(held.iter().map(|part| part.sale_id)).await?;
        let rows: Vec<_> = held.iter().map(|part| off_sale(work, part, work.today, None)).collect();
        apply_movements(work, client, sales, &rows).await?;
        PaymentView::of(work, payment).await
    })
    .await
}
