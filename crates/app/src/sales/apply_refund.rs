//! Shared step: a refund takes effect. It consumes what waits of a named payment, then what lies on sales, the latest first.

use std::collections::BTreeMap;

use domain::sales::allocation::{Held, take_back};
use domain::sales::refund::NewRefund;
use domain::sales::{Payment, Refund, Refusal, Sale};
use domain::{ClientId, SaleId};

use super::money::{Move, carry_out};
use crate::{AppError, Work};

/// A refund that is told now; without sale and payment it waits for its payment (E-48).
pub(super) async fn fresh(work: &Work<'_>, new: NewRefund, sale: Option<Sale>, payment: Option<Payment>) -> Result<Refund, AppError> {
    let client = sale.as_ref().map(|sale| sale.client_id).or(payment.as_ref().map(|payment| payment.client_id));
    let told = NewRefund { payment_id: payment.as_ref().map(|payment| payment.id).or(new.payment_id), ..new };
    let refund = Refund::record(work.id(), told, client, work.now);
    let Some(client) = client else { return work.apply(refund).await };
    work.clients().lock(client).await?;
    let refund = work.apply(refund).await?;
    take(work, client, &refund, payment).await?;
    Ok(refund)
}

/// A refund that waited for `payment`, which has just been recorded (its client is locked). More than was paid goes on waiting.
pub(super) async fn to_payment(work: &Work<'_>, refund: Refund, payment: &Payment) -> Result<(), AppError> {
    if refund.amount.currency() != payment.amount.currency() || refund.amount.minor() > payment.amount.minor() {
        return Ok(());
    }
    let refund = work.apply(refund.matched(payment.client_id, payment.id)).await?;
    take(work, payment.client_id, &refund, Some(payment.clone())).await
}

/// Takes the money off: everything is read anew under the client's lock.
async fn take(work: &Work<'_>, client: ClientId, refund: &Refund, payment: Option<Payment>) -> Result<(), AppError> {
    let client = work.clients().find(client).await?.ok_or(AppError::NotFound("client"))?;
    let asked = refund.amount.minor();
    let waiting = match payment {
        Some(payment) if refund.sale_id.is_none() => give_back(work, payment, asked).await?,
        _ => 0,
    };
    let held = held(work, refund).await?;
    let taken = take_back(asked - waiting, &held).map_err(|_| Refusal::RefundExceedsPaid {
        paid_minor: waiting + held.iter().map(|part| part.held_minor).sum::<i64>(),
        asked_minor: asked,
    })?;
    let sales = work.sales().by_ids(per_sale(&taken).into_keys()).await?;
    let moves: Vec<Move> = taken
        .iter()
        .map(|part| Move {
            payment: part.payment_id,
            sale: part.sale_id,
            amount_minor: -part.held_minor,
            value_on: refund.value_on,
            refund: Some(refund.id),
        })
        .collect();
    carry_out(work, client, sales, &moves).await?;
    Ok(())
}

/// What no sale has taken of the payment goes back first.
async fn give_back(work: &Work<'_>, payment: Payment, asked: i64) -> Result<i64, AppError> {
    let current = work.payments().find(payment.id).await?.unwrap_or(payment);
    let back = current.unallocated_minor.min(asked);
    if back > 0 {
        work.apply(current.give_back(back)?).await?;
    }
    Ok(back)
}

/// What lies on the sale, or on all sales of the payment, the latest sale first.
async fn held(work: &Work<'_>, refund: &Refund) -> Result<Vec<Held>, AppError> {
    let mut held = match (refund.sale_id, refund.payment_id) {
        (Some(sale), _) => work.allocations().held_on(sale).await?,
        (None, Some(payment)) => work.allocations().held_of(payment).await?,
        (None, None) => Vec::new(),
    };
    held.retain(|part| refund.payment_id.is_none_or(|payment| payment == part.payment_id));
    held.sort_by_key(|part| std::cmp::Reverse(part.sale_id));
    Ok(held)
}

fn per_sale(taken: &[Held]) -> BTreeMap<SaleId, i64> {
    let mut sums = BTreeMap::new();
    for part in taken {
        *sums.entry(part.sale_id).or_insert(0) += part.held_minor;
    }
    sums
}
