//! A payment bounced, or was charged back: it is taken off whatever it paid, and commission with it (E-2: no window).

use domain::PaymentId;
use domain::own_matter::Matter;
use domain::sales::ownership::paid_from;
use domain::sales::payment::Bounce;

use super::PaymentView;
use super::money::{self, apply_movements, off_sale};
use super::payments::lock;
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Reverses it on the day that is told, today if none is; a repeat changes nothing.
pub async fn bounce_payment(ctx: &Ctx, actor: &Actor, target: Target<PaymentId>, told: Bounce) -> Result<PaymentView> {
    actor.may_everywhere(Action::WritePayments)?;
    ctx.write(actor, async |work| {
        let (client, payment) = lock(work, target).await?;
        // What was given back of it lies on no sale any more, and may have left commission behind (E-2).
        let touched = work.allocations().touched_by(target.id).await?;
        let sales = work.sales().by_ids(touched.iter().map(|part| part.sale_id)).await?;
        lets_keep(work, Action::WritePayments, Matter::Money, &paid_from(&client, &sales)).await?;
        if let Some(day) = told.value_on {
            work.refuse_future("/value_on", day)?;
        }
        let decided = payment.reverse(&told, work.today)?;
        if decided.events.is_empty() {
            return PaymentView::of(work, decided.state).await;
        }
        let payment = work.apply(decided).await?;
        let bounced_on = payment.bounced_on.unwrap_or(work.today);
        let rows: Vec<_> = touched.iter().map(|part| off_sale(work, part, bounced_on, None)).collect();
        let (client_id, currency) = (client.id, payment.amount.currency());
        apply_movements(work, client, sales, &rows).await?;
        // Invoices are owed again: money that waits is for them (§8.10).
        let open = work.sales().open_of(client_id, currency).await?;
        if !open.is_empty() {
            money::allocate_waiting(work, work.get(client_id).await?, currency, open).await?;
        }
        PaymentView::of(work, payment).await
    })
    .await
}
