//! Shared step: a refund takes effect. It consumes what waits of a named payment, then what lies on sales, the latest first.

use domain::sales::allocation::{AllocatedAmount, deallocate};
use domain::sales::refund::NewRefund;
use domain::sales::{Payment, Refund, RefundState, Refusal, Sale};
use domain::{ClientId, PaymentId, SaleId};

use super::money::{apply_movements, off_sale};
use crate::prelude::*;

/// Records a refund; one whose payment has not been recorded yet waits for it (E-48).
pub(super) async fn record(work: &Work<'_>, new: NewRefund, sale: Option<Sale>, payment: Option<Payment>) -> Result<Refund> {
    let client = sale.as_ref().map(|sale| sale.client_id).or(payment.as_ref().map(|payment| payment.client_id));
    let new = NewRefund { payment_id: payment.as_ref().map(|payment| payment.id).or(new.payment_id), ..new };
    let refund = Refund::record(work.id(), new, client, work.now);
    let Some(client) = client.filter(|_| refund.state.state == RefundState::Applied) else { return work.apply(refund).await };
    work.lock_if_there(client).await?;
    let sources = find_money(work, &refund.state, payment).await?;
    let refund = work.apply(refund).await?;
    take_back(work, client, &refund, sources).await?;
    Ok(refund)
}

/// Refunds that waited for `payment`, or for its money to lie on their sale; its client is locked. Was there any?
pub(super) async fn apply_waiting(work: &Work<'_>, payment: &Payment) -> Result<bool> {
    let waiting = work.refunds().waiting_for(&payment.source, &payment.external_id).await?;
    let any = !waiting.is_empty();
    // One as a rule; each leaves less for the next.
    for refund in waiting.into_iter().filter(|refund| refund.may_apply_to(payment)) {
        match find_money(work, &refund, Some(payment.clone())).await {
            Ok(sources) => {
                let refund = work.apply(refund.matched(payment.client_id, payment.id)).await?;
                take_back(work, payment.client_id, &refund, sources).await?;
            }
            // More than there is on its sale goes on waiting: the payment is not refused for it.
            Err(AppError::Sales(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(any)
}

/// What a refund consumes: what waits of its payment, and what lies on sales.
struct Sources {
    of_payment: Option<(Payment, i64)>,
    of_sales: Vec<AllocatedAmount>,
}

/// Finds the money: everything is read anew under the client's lock.
async fn find_money(work: &Work<'_>, refund: &Refund, payment: Option<Payment>) -> Result<Sources> {
    let asked = refund.amount.minor();
    let named = payment.as_ref().map(|payment| payment.id);
    let mut of_payment = None;
    if let Some(payment) = payment {
        refund.check_after_payment(&payment)?;
        if refund.sale_id.is_none() {
            // What no sale has taken of it goes back first.
            let current = work.find(payment.id).await?.unwrap_or(payment);
            let back = current.unallocated_minor.min(asked);
            of_payment = Some((current, back));
        }
    }
    let waiting = of_payment.as_ref().map_or(0, |(_, back)| *back);
    let of_sales =
        deallocate(asked - waiting, refund.value_on, &held(work, refund.sale_id, named).await?).map_err(|refusal| match refusal {
            Refusal::RefundExceedsPaid { paid_minor, .. } => {
                Refusal::RefundExceedsPaid { paid_minor: waiting + paid_minor, asked_minor: asked }
            }
            other => other,
        })?;
    Ok(Sources { of_payment, of_sales })
}

/// Takes the money back.
async fn take_back(work: &Work<'_>, client: ClientId, refund: &Refund, sources: Sources) -> Result<()> {
    let client = work.find(client).await?.ok_or(AppError::NotFound("client"))?;
    if let Some((payment, back)) = sources.of_payment.filter(|(_, back)| *back > 0) {
        work.apply(payment.refund_unallocated(back)?).await?;
    }
    let sales = work.sales().by_ids(sources.of_sales.iter().map(|part| part.sale_id)).await?;
    let rows: Vec<_> = sources.of_sales.iter().map(|part| off_sale(work, part, refund.value_on, Some(refund.id))).collect();
    apply_movements(work, client, sales, &rows).await?;
    Ok(())
}

/// What lies on the sale, or on all sales of the payment, the latest sale first.
async fn held(work: &Work<'_>, sale: Option<SaleId>, payment: Option<PaymentId>) -> Result<Vec<AllocatedAmount>> {
    let mut held = match (sale, payment) {
        (Some(sale), _) => work.allocations().held_on(sale).await?,
        (None, Some(payment)) => work.allocations().held_of(payment).await?,
        (None, None) => Vec::new(),
    };
    held.retain(|part| payment.is_none_or(|payment| payment == part.payment_id));
    held.sort_by_key(|part| std::cmp::Reverse(part.sale_id));
    Ok(held)
}
