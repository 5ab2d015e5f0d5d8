//! Shared step: money moves onto sales and off them. Rows of where it went, the sales themselves, what the first money of a
//! sale sets off, and what commission makes of it; all under the client's lock.

use std::collections::{BTreeSet, VecDeque};

use domain::clients::Client;
use domain::sales::allocation::{OpenInvoice, RequestedAllocation, allocate};
use domain::sales::{Allocation, Payment, Sale};
use domain::{Date, PaymentId, RefundId, SaleId};

use super::{first_money, first_sale};
use crate::commission;
use crate::prelude::*;

/// A movement of one payment on one sale; a refund if `refund` says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) payment: PaymentId,
    pub(super) sale: SaleId,
    pub(super) amount_minor: i64,
    pub(super) value_on: Date,
    pub(super) refund: Option<RefundId>,
}

impl Move {
    /// `share` of `payment` is given to a sale.
    pub(super) const fn give(payment: &Payment, share: RequestedAllocation) -> Self {
        Self { payment: payment.id, sale: share.sale_id, amount_minor: share.amount_minor, value_on: payment.value_on, refund: None }
    }

    fn row(self, work: &Work<'_>) -> Allocation {
        Allocation {
            id: work.id(),
            payment_id: self.payment,
            sale_id: self.sale,
            refund_id: self.refund,
            amount_minor: self.amount_minor,
            value_on: self.value_on,
            recorded_at: work.now,
        }
    }
}

/// What has been carried out.
#[derive(Debug)]
pub(super) struct Carried {
    /// The sales as they are now.
    pub(super) sales: Vec<Sale>,
    /// Where the money went, or came from.
    pub(super) rows: Vec<Allocation>,
}

/// Carries out `moves` on `sales`, all of them `client`'s, the oldest sale first.
pub(super) async fn carry_out(work: &Work<'_>, client: Client, sales: Vec<Sale>, moves: &[Move]) -> Result<Carried, AppError> {
    let rows: Vec<Allocation> = moves.iter().map(|one| one.row(work)).collect();
    work.allocations().append(&rows).await?;
    let (mut client, mut left, mut done) = (client, VecDeque::from(sales), Vec::new());
    // Each sale is an aggregate of its own, with its own version and its own commission.
    while let Some(sale) = left.pop_front() {
        let own: Vec<Allocation> = rows.iter().filter(|row| row.sale_id == sale.id).cloned().collect();
        let before = client.first_sale_id;
        let (after, sale) = on_one(work, client, sale, &own).await?;
        if after.first_sale_id != before && !left.is_empty() {
            // The first sale has fired: the others have just learnt what they are.
            left = work.sales().by_ids(left.iter().map(|sale| sale.id)).await?.into();
        }
        client = after;
        done.push(sale);
    }
    if moves.iter().any(|one| one.amount_minor < 0) {
        let back_on = moves.iter().map(|one| one.value_on).max().unwrap_or(work.today);
        first_sale::void(work, client, &done, back_on).await?;
    }
    Ok(Carried { sales: done, rows })
}

async fn on_one(work: &Work<'_>, client: Client, sale: Sale, rows: &[Allocation]) -> Result<(Client, Sale), AppError> {
    let moved: i64 = rows.iter().map(|row| row.amount_minor).sum();
    if rows.is_empty() {
        return Ok((client, sale));
    }
    let first = sale.paid_minor == 0 && moved > 0;
    let refund = rows.iter().find_map(|row| row.refund_id);
    let mut decided = if refund.is_some() { sale.refunded(-moved)? } else { sale.paid(moved)? };
    decided.events = decided.events.into_iter().map(|event| because(event, rows, refund)).collect();
    let (client, sale) = if first { first_money::came(work, client, decided).await? } else { (client, work.apply(decided).await?) };
    commission::effects::allocations_changed(work, &client, &sale, rows).await?;
    Ok((client, sale))
}

/// The journal says by which payments and which refund a sale came to what is paid.
fn because(event: Event, rows: &[Allocation], refund: Option<RefundId>) -> Event {
    let payments: BTreeSet<String> = rows.iter().map(|row| row.payment_id.to_string()).collect();
    let event = event.with("payment_ids", payments.into_iter().collect::<Vec<_>>());
    refund.into_iter().fold(event, |event, refund| event.with("refund_id", refund))
}

/// What earlier payments left waiting is taken by a sale just confirmed, the oldest payment first (§8.1).
pub(super) async fn take_waiting(work: &Work<'_>, client: Client, sale: Sale) -> Result<Sale, AppError> {
    let waiting = work.payments().waiting_of(client.id, sale.currency).await?;
    let (mut due, mut moves) = (OpenInvoice::from(&sale), Vec::new());
    for payment in waiting {
        let shares = allocate(payment.unallocated_minor, &[], &[due])?;
        let given: i64 = shares.iter().map(|share| share.amount_minor).sum();
        due.due_minor -= given;
        moves.extend(shares.into_iter().map(|share| Move::give(&payment, share)));
        work.apply(payment.allocate(given)?).await?;
    }
    if moves.is_empty() {
        return Ok(sale);
    }
    let carried = carry_out(work, client, vec![sale.clone()], &moves).await?;
    Ok(carried.sales.into_iter().find(|other| other.id == sale.id).unwrap_or(sale))
}

/// The sales named, each checked: it exists, it is this client's, it is in this currency. `pointer` names the member.
pub(super) async fn named_sales(work: &Work<'_>, payment: &Payment, named: &[RequestedAllocation]) -> Result<Vec<Sale>, AppError> {
    let sales = work.sales().by_ids(named.iter().map(|wish| wish.sale_id)).await?;
    for (place, wish) in named.iter().enumerate() {
        let wrong = |code, detail: String| AppError::field(format!("/allocations/{place}/sale_id"), code, detail);
        match sales.iter().find(|sale| sale.id == wish.sale_id) {
            None => return Err(wrong("unknown", format!("there is no sale {}", wish.sale_id))),
            Some(sale) if sale.client_id != payment.client_id => {
                return Err(wrong("other_client", "the sale belongs to another client".into()));
            }
            Some(sale) if sale.currency != payment.amount.currency() => {
                return Err(wrong(
                    "other_currency",
                    format!("the sale is in {}, the payment in {}", sale.currency, payment.amount.currency()),
                ));
            }
            Some(_) => {}
        }
    }
    Ok(sales)
}

/// Ids of the sales that `shares` concern.
pub(super) fn concerned(sales: Vec<Sale>, shares: &[RequestedAllocation]) -> Vec<Sale> {
    sales.into_iter().filter(|sale| shares.iter().any(|share| share.sale_id == sale.id)).collect()
}
