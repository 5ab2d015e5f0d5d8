//! Shared step: money moves onto sales and off them. Rows of where it went, the sales themselves, what the first money of a
//! sale sets off, and what commission makes of it; all under the client's lock.

use std::collections::{BTreeSet, VecDeque};

use domain::sales::allocation::{AllocatedAmount, OpenInvoice, RequestedAllocation, allocate};
use domain::sales::{Allocation, Payment, Sale, SaleKind};
use domain::{Currency, Date, RefundId, UserId};

use super::{first_money, first_sale};
use crate::prelude::*;
use crate::{commission, receivables};

/// `share` of `payment` moves onto its sale.
pub(super) fn onto_sale(work: &Work<'_>, payment: &Payment, share: RequestedAllocation) -> Allocation {
    Allocation {
        id: work.id(),
        payment_id: payment.id,
        sale_id: share.sale_id,
        refund_id: None,
        amount_minor: share.amount_minor,
        value_on: payment.value_on,
        recorded_at: work.now,
        allocated_by: None,
    }
}

/// `part` moves off its sale: given back by `refund`, or bounced.
pub(super) fn off_sale(work: &Work<'_>, part: &AllocatedAmount, value_on: Date, refund: Option<RefundId>) -> Allocation {
    Allocation {
        id: work.id(),
        payment_id: part.payment_id,
        sale_id: part.sale_id,
        refund_id: refund,
        amount_minor: -part.held_minor,
        value_on,
        recorded_at: work.now,
        allocated_by: None,
    }
}

/// Allocates `minor` of a payment to `sales`, to those `named` first, and saves it (§8.1); `by_hand` says who chose them. Answers with the payment and where it went.
pub(super) async fn pay_sales(
    work: &Work<'_>,
    client: Client,
    payment: Decided<Payment>,
    minor: i64,
    named: &[RequestedAllocation],
    (sales, by_hand): (Vec<Sale>, Option<UserId>),
) -> Result<(Payment, Vec<Allocation>)> {
    let shares = allocate(minor, named, &sales.iter().map(OpenInvoice::from).collect::<Vec<_>>())?;
    let given = shares.iter().map(|share| share.amount_minor).sum();
    let payment = work.apply(payment.then(|payment| payment.allocate(given))?).await?;
    let rows: Vec<_> = shares.into_iter().map(|share| Allocation { allocated_by: by_hand, ..onto_sale(work, &payment, share) }).collect();
    apply_movements(work, client, sales, &rows).await?;
    Ok((payment, rows))
}

/// Appends the movements `rows` and applies them to those of `sales`, all of them `client`'s, that they concern, the oldest
/// first; answers with these as they are then.
pub(super) async fn apply_movements(work: &Work<'_>, mut client: Client, sales: Vec<Sale>, rows: &[Allocation]) -> Result<Vec<Sale>> {
    work.allocations().append(rows).await?;
    let concerned = |sale: &Sale| rows.iter().any(|row| row.sale_id == sale.id);
    let (mut left, mut done) = (sales.into_iter().filter(concerned).collect::<VecDeque<_>>(), Vec::new());
    // Each sale is an aggregate of its own, with its own version and its own commission.
    while let Some(sale) = left.pop_front() {
        let own: Vec<Allocation> = rows.iter().filter(|row| row.sale_id == sale.id).cloned().collect();
        let before = client.first_sale_id;
        let (after, sale) = carry_out_on(work, client, sale, &own).await?;
        if after.first_sale_id != before && !left.is_empty() {
            // The first sale has fired: the kinds of the others have just been decided.
            left = work.sales().by_ids(left.iter().map(|sale| sale.id)).await?.into();
        }
        client = after;
        done.push(sale);
    }
    receivables::judge::money_moved(work, &client, &done).await?;
    if let Some(gone) = rows.iter().find(|row| row.amount_minor <= 0) {
        let gone_on = rows.iter().map(|row| row.value_on).max().unwrap_or(work.today);
        let days = if gone.refund_id.is_some() { (Some(gone_on), None) } else { (None, Some(gone_on)) };
        first_sale::void(work, client, &done, days).await?;
    }
    Ok(done)
}

async fn carry_out_on(work: &Work<'_>, client: Client, sale: Sale, rows: &[Allocation]) -> Result<(Client, Sale)> {
    let moved: i64 = rows.iter().map(|row| row.amount_minor).sum();
    let first = sale.paid_minor == 0 && moved > 0;
    let refund = rows.iter().find_map(|row| row.refund_id);
    let mut decided = match (refund, moved) {
        (Some(_), _) => sale.refunded(-moved)?,
        // Of what was given back long ago a bounce takes nothing off the sale: it takes the commission that was left.
        (None, 0) => Decided::unchanged(sale),
        (None, _) => sale.paid(moved)?,
    };
    decided.events = decided.events.into_iter().map(|event| because(event, rows, refund)).collect();
    let (client, sale) = if first { first_money::cleared(work, client, decided).await? } else { (client, work.apply(decided).await?) };
    commission::effects::allocations_changed(work, &client, &sale, rows).await?;
    if refund.is_none() && moved < 0 && sale.paid_minor == 0 && sale.kind == SaleKind::NewLine {
        commission::effects::sale_unpaid(work, &client, &sale).await?;
    }
    Ok((client, sale))
}

/// The journal says by which payments and which refund a sale came to what is paid.
fn because(event: Event, rows: &[Allocation], refund: Option<RefundId>) -> Event {
    let payments: BTreeSet<String> = rows.iter().map(|row| row.payment_id.to_string()).collect();
    let event = event.with("payment_ids", payments.into_iter().collect::<Vec<_>>());
    refund.into_iter().fold(event, |event, refund| event.with("refund_id", refund))
}

/// The unallocated part of earlier payments is put on these sales of one currency, the oldest payment and the oldest sale first (§8.1);
/// answers with those that took some of it.
pub(super) async fn allocate_waiting(work: &Work<'_>, client: Client, currency: Currency, sales: Vec<Sale>) -> Result<Vec<Sale>> {
    let waiting = work.payments().waiting_of(client.id, currency).await?;
    let (mut dues, mut rows): (Vec<_>, Vec<_>) = (sales.iter().map(OpenInvoice::from).collect(), Vec::new());
    for payment in waiting {
        let shares = allocate(payment.unallocated_minor, &[], &dues)?;
        for due in &mut dues {
            due.due_minor -= shares.iter().filter(|share| share.sale_id == due.sale_id).map(|share| share.amount_minor).sum::<i64>();
        }
        let given = shares.iter().map(|share| share.amount_minor).sum();
        rows.extend(shares.into_iter().map(|share| onto_sale(work, &payment, share)));
        work.apply(payment.allocate(given)?).await?;
    }
    if rows.is_empty() { Ok(Vec::new()) } else { apply_movements(work, client, sales, &rows).await }
}

/// The sales named, each checked: it exists, it is this client's, it is in this currency. `pointer` names the member.
pub(super) async fn named_sales(work: &Work<'_>, payment: &Payment, named: &[RequestedAllocation]) -> Result<Vec<Sale>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let sales = work.sales().by_ids(named.iter().map(|request| request.sale_id)).await?;
    for (place, request) in named.iter().enumerate() {
        let wrong = |code, detail: String| AppError::field(format!("/allocations/{place}/sale_id"), code, detail);
        match sales.iter().find(|sale| sale.id == request.sale_id) {
            None => return Err(wrong("unknown", format!("there is no sale {}", request.sale_id))),
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
