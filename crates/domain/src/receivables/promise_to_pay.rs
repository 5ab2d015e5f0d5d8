//! Whether a promise to pay was kept: the money says it, not a person (§3.16).

use crate::dossier::Refusal;
use crate::dossier::promise::Promise;
use crate::ids::{AllocationId, PaymentId};
use crate::sales::Allocation;
use crate::{Date, Decided};

/// Money that came for a sale, and stayed: it did not bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Ids tell the order of recording.
    pub id: AllocationId,
    pub value_on: Date,
    pub amount_minor: i64,
}

/// What came of these movements of one sale. A refund takes nothing back here: we have given that away, and the promise was kept.
pub fn receipts(movements: &[Allocation]) -> Vec<Receipt> {
    let bounced = |payment: PaymentId| {
        movements.iter().any(|moved| moved.payment_id == payment && moved.refund_id.is_none() && moved.amount_minor <= 0)
    };
    let came = movements.iter().filter(|moved| moved.amount_minor > 0 && !bounced(moved.payment_id));
    let mut came: Vec<_> = came.map(|moved| Receipt { id: moved.id, value_on: moved.value_on, amount_minor: moved.amount_minor }).collect();
    came.sort_by_key(|receipt| (receipt.value_on, receipt.id));
    came
}

/// What the money says of the promises to pay of one sale for which `due_minor` is still owed. Each amount counts for one promise, that
/// of the earliest day first; whoever owes nothing any more has kept what he promised in time.
pub fn judge(
    mut promises: Vec<Promise>,
    mut receipts: Vec<Receipt>,
    due_minor: i64,
    today: Date,
) -> Result<Vec<Decided<Promise>>, Refusal> {
    promises.sort_by_key(|promise| (promise.due_on, promise.id));
    let mut judged = Vec::new();
    for promise in promises.into_iter().filter(Promise::is_judged_by_money) {
        let paid = receipts.iter().any(|receipt| receipt.id.uuid() > promise.id.uuid());
        let kept_on = kept_on(&promise, &mut receipts, due_minor);
        judged.push(match kept_on {
            Some(day) => promise.paid(day)?,
            None if promise.due_on >= today => promise.waits()?,
            None if due_minor == 0 && !paid => promise.pointless()?,
            None => promise.unpaid()?,
        });
    }
    Ok(judged)
}

/// The value date of the money by which it was kept.
fn kept_on(promise: &Promise, receipts: &mut [Receipt], due_minor: i64) -> Option<Date> {
    let made = promise.id.uuid();
    let counts = |receipt: &Receipt| receipt.id.uuid() > made && receipt.value_on <= promise.due_on;
    let wanted = promise.amount.map_or(i64::MAX, crate::Money::minor);
    let there = receipts.iter().filter(|receipt| counts(receipt)).fold(0_i64, |sum, receipt| sum.saturating_add(receipt.amount_minor));
    if there < wanted {
        return receipts.iter().filter(|receipt| counts(receipt) && due_minor == 0).map(|receipt| receipt.value_on).max();
    }
    let (mut left, mut day) = (wanted, None);
    for receipt in receipts.iter_mut().filter(|receipt| counts(receipt)) {
        let taken = receipt.amount_minor.min(left);
        if taken > 0 {
            (receipt.amount_minor, left, day) = (receipt.amount_minor - taken, left - taken, Some(receipt.value_on));
        }
    }
    day
}

#[cfg(test)]
mod tests;
