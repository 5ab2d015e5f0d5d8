//! The unallocated part of a payment is put on sales: on those named, else on the oldest open invoice first.

use domain::PaymentId;
use domain::own_matter::Matter;
use domain::sales::allocation::{RequestedAllocation, merged_by_sale};
use domain::sales::ownership::paid_from;
use domain::sales::{PaymentState, Refusal};

use super::money::{named_sales, pay_sales};
use super::payments::lock;
use super::{PaymentView, apply_refund};
use crate::keeper::lets_keep;
use crate::prelude::*;

/// Allocates exactly what is named; the whole unallocated part, the oldest invoice first, if nothing is.
pub async fn allocate_payment(ctx: &Ctx, actor: &Actor, target: Target<PaymentId>, asked: Vec<RequestedAllocation>) -> Result<PaymentView> {
    actor.may_everywhere(Action::WritePayments)?;
    ctx.write(actor, async |work| {
        let (client, payment) = lock(work, target).await?;
        let named = merged_by_sale(asked.iter().copied());
        let sales = if named.is_empty() {
            work.sales().open_of(client.id, payment.amount.currency()).await?
        } else {
            named_sales(work, &payment, &asked).await?
        };
        lets_keep(work, Action::WritePayments, Matter::Money, &paid_from(&client, &sales)).await?;
        let wanted = if named.is_empty() { payment.unallocated_minor } else { named.iter().map(|request| request.amount_minor).sum() };
        if wanted > payment.unallocated_minor && payment.state == PaymentState::Cleared {
            return Err(Refusal::AllocationExceedsPayment { left_minor: payment.unallocated_minor, asked_minor: wanted }.into());
        }
        let by_hand = work.actor.user().filter(|_| !named.is_empty());
        let (payment, _) = pay_sales(work, client, Decided::unchanged(payment), wanted, &named, (sales, by_hand)).await?;
        // E-48: a refund may have waited for the money to lie on its sale.
        apply_refund::apply_waiting(work, &payment).await?;
        PaymentView::of(work, work.get(target.id).await?).await
    })
    .await
}
