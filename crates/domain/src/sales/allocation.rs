//! Allocation of payments: to the sales that are named, else to the oldest open invoice first; the rest stays unallocated (§8.1, I-21).

use super::{Refusal, Sale};
use crate::ids::{PaymentId, SaleId};
use crate::{Date, Instant};

/// An amount for one sale. Lists of them are sorted by sale and have one entry per sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestedAllocation {
    pub sale_id: SaleId,
    pub amount_minor: i64,
}

/// Merges entries for the same sale and sorts by sale, so that two lists with the same meaning are equal.
pub fn merged_by_sale(wishes: impl IntoIterator<Item = RequestedAllocation>) -> Vec<RequestedAllocation> {
    let mut sorted: Vec<RequestedAllocation> = wishes.into_iter().collect();
    sorted.sort_by_key(|wish| wish.sale_id);
    sorted.dedup_by(|later, earlier| {
        let same = later.sale_id == earlier.sale_id;
        if same {
            earlier.amount_minor = earlier.amount_minor.saturating_add(later.amount_minor);
        }
        same
    });
    sorted
}

/// An open invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenInvoice {
    pub sale_id: SaleId,
    pub sale_on: Date,
    pub due_minor: i64,
}

impl From<&Sale> for OpenInvoice {
    fn from(sale: &Sale) -> Self {
        Self { sale_id: sale.id, sale_on: sale.sale_on, due_minor: sale.due_minor() }
    }
}

/// Allocates `left_minor` of a payment: to the named sales exactly, the remainder to the `open` invoices, the oldest first (ties: id).
/// A named sale that owes less, or more named than there is, is refused, and nothing moves.
pub fn allocate(left_minor: i64, named: &[RequestedAllocation], open: &[OpenInvoice]) -> Result<Vec<RequestedAllocation>, Refusal> {
    let asked_minor = named.iter().fold(0_i64, |sum, wish| sum.saturating_add(wish.amount_minor));
    if asked_minor > left_minor {
        return Err(Refusal::AllocationExceedsPayment { left_minor, asked_minor });
    }
    let mut dues: Vec<OpenInvoice> = open.to_vec();
    dues.sort_by_key(|due| (due.sale_on, due.sale_id));
    let mut given = Vec::with_capacity(dues.len());
    for due in &dues {
        let wish = named.iter().find(|wish| wish.sale_id == due.sale_id).map_or(0, |wish| wish.amount_minor);
        if wish > due.due_minor {
            return Err(Refusal::AllocationExceedsDue { sale_id: due.sale_id, due_minor: due.due_minor, asked_minor: wish });
        }
        given.push(RequestedAllocation { sale_id: due.sale_id, amount_minor: wish });
    }
    let mut rest = left_minor - asked_minor;
    for (share, due) in given.iter_mut().zip(&dues) {
        let more = rest.min(due.due_minor - share.amount_minor).max(0);
        share.amount_minor += more;
        rest -= more;
    }
    given.retain(|share| share.amount_minor > 0);
    match named.iter().find(|wish| !dues.iter().any(|due| due.sale_id == wish.sale_id)) {
        Some(lost) => Err(Refusal::AllocationExceedsDue { sale_id: lost.sale_id, due_minor: 0, asked_minor: lost.amount_minor }),
        None => Ok(given),
    }
}

/// How much of a payment is allocated to a sale now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllocatedAmount {
    pub payment_id: PaymentId,
    pub sale_id: SaleId,
    pub held_minor: i64,
    pub value_on: Date,
    pub recorded_at: Instant,
}

/// Takes `asked_minor` back on the day `on` from what is `held`, the latest payment first (§8.1). More than there is, is refused,
/// and so is money that only came after that day.
pub fn deallocate(asked_minor: i64, on: Date, held: &[AllocatedAmount]) -> Result<Vec<AllocatedAmount>, Refusal> {
    let paid_minor = held.iter().map(|part| part.held_minor).sum();
    if asked_minor > paid_minor {
        return Err(Refusal::RefundExceedsPaid { paid_minor, asked_minor });
    }
    if let Some(paid_on) = there_on(asked_minor, held).filter(|paid_on| *paid_on > on) {
        return Err(Refusal::RefundBeforePayment { paid_on });
    }
    let mut latest: Vec<AllocatedAmount> = held.iter().filter(|part| part.value_on <= on).copied().collect();
    latest.sort_by_key(|part| std::cmp::Reverse((part.value_on, part.recorded_at, part.payment_id)));
    let mut rest = asked_minor;
    for part in &mut latest {
        part.held_minor = part.held_minor.min(rest).max(0);
        rest -= part.held_minor;
    }
    latest.retain(|part| part.held_minor > 0);
    Ok(latest)
}

/// The first day by which `asked_minor` had been received.
fn there_on(asked_minor: i64, held: &[AllocatedAmount]) -> Option<Date> {
    let mut earliest: Vec<&AllocatedAmount> = held.iter().collect();
    earliest.sort_by_key(|part| part.value_on);
    let mut come = 0_i64;
    earliest.into_iter().find_map(|part| {
        come = come.saturating_add(part.held_minor);
        (come >= asked_minor).then_some(part.value_on)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn sale(id: u128) -> SaleId {
        SaleId::new(Uuid::from_u128(id))
    }

    fn due(id: u128, day: u32, due_minor: i64) -> OpenInvoice {
        OpenInvoice { sale_id: sale(id), sale_on: Date::from_ymd_opt(2026, 11, day).unwrap(), due_minor }
    }

    fn named(id: u128, amount_minor: i64) -> RequestedAllocation {
        RequestedAllocation { sale_id: sale(id), amount_minor }
    }

    #[test]
    fn what_is_named_is_paid_and_the_rest_goes_to_the_oldest() {
        let open = [due(1, 20, 100), due(2, 10, 100), due(3, 15, 100)];
        assert_eq!(allocate(250, &[], &open).unwrap(), [named(2, 100), named(3, 100), named(1, 50)]);
        assert_eq!(allocate(150, &[named(1, 60)], &open).unwrap(), [named(2, 90), named(1, 60)]);
        assert_eq!(allocate(500, &[named(1, 60)], &open).unwrap(), [named(2, 100), named(3, 100), named(1, 100)]);
        assert_eq!(allocate(500, &[], &[]).unwrap(), []);
    }

    #[test]
    fn i21_more_than_is_owed_or_paid_is_refused() {
        let open = [due(1, 20, 100)];
        assert_eq!(
            allocate(200, &[named(1, 101)], &open),
            Err(Refusal::AllocationExceedsDue { sale_id: sale(1), due_minor: 100, asked_minor: 101 })
        );
        assert_eq!(
            allocate(200, &[named(9, 1)], &open),
            Err(Refusal::AllocationExceedsDue { sale_id: sale(9), due_minor: 0, asked_minor: 1 })
        );
        assert_eq!(allocate(50, &[named(1, 60)], &open), Err(Refusal::AllocationExceedsPayment { left_minor: 50, asked_minor: 60 }));
    }

    #[test]
    fn two_lists_that_say_the_same_are_equal() {
        assert_eq!(merged_by_sale([named(2, 5), named(1, 3), named(2, 4)]), merged_by_sale([named(1, 3), named(2, 9)]));
    }

    #[test]
    fn a_refund_consumes_the_latest_payment_first() {
        let part = |payment: u128, day: u32, held_minor| AllocatedAmount {
            payment_id: PaymentId::new(Uuid::from_u128(payment)),
            sale_id: sale(1),
            held_minor,
            value_on: Date::from_ymd_opt(2026, 11, day).unwrap(),
            recorded_at: "2026-11-21T10:00:00Z".parse().unwrap(),
        };
        let held = [part(1, 3, 40), part(2, 7, 40), part(3, 5, 40)];
        let day = |day| Date::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(deallocate(70, day(7), &held).unwrap(), [part(2, 7, 40), part(3, 5, 30)]);
        assert_eq!(deallocate(121, day(7), &held), Err(Refusal::RefundExceedsPaid { paid_minor: 120, asked_minor: 121 }));
        // What came after the day of the refund is not touched by it.
        assert_eq!(deallocate(70, day(6), &held).unwrap(), [part(3, 5, 40), part(1, 3, 30)]);
        assert_eq!(deallocate(81, day(6), &held), Err(Refusal::RefundBeforePayment { paid_on: day(7) }));
        assert_eq!(deallocate(1, day(2), &held), Err(Refusal::RefundBeforePayment { paid_on: day(3) }));
    }

    proptest! {
        #[test]
        fn i21_no_payment_gives_more_than_it_has_and_no_sale_takes_more_than_it_owes(
            amount in 1_i64..1_000_000,
            dues in prop::collection::vec((1_u32..28, 0_i64..300_000), 0..8),
            wishes in prop::collection::vec((0_usize..8, 1_i64..300_000), 0..4),
        ) {
            let open: Vec<OpenInvoice> = dues.iter().enumerate().map(|(id, (day, minor))| due(id as u128, *day, *minor)).collect();
            let named = merged_by_sale(wishes.into_iter().filter(|(id, _)| *id < open.len()).map(|(id, minor)| named(id as u128, minor)));
            if let Ok(given) = allocate(amount, &named, &open) {
                let total: i64 = given.iter().map(|share| share.amount_minor).sum();
                let owed: i64 = open.iter().map(|due| due.due_minor).sum();
                prop_assert_eq!(total, amount.min(owed));
                for share in &given {
                    let due = open.iter().find(|due| due.sale_id == share.sale_id).unwrap();
                    prop_assert!(share.amount_minor <= due.due_minor);
                }
                for wish in &named {
                    let got = given.iter().find(|share| share.sale_id == wish.sale_id).map_or(0, |share| share.amount_minor);
                    prop_assert!(got >= wish.amount_minor);
                }
            }
        }
    }
}
