//! How much of the money of a sale counts for commission (§8.1, E-2): each payment's part, less what was taken back.

use super::entitlement::days_between;
use crate::sales::Allocation;
use crate::{AllocationId, Date, PaymentId};

/// One allocation to a sale, and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// The allocation that brought it.
    pub allocation_id: AllocationId,
    pub payment_id: PaymentId,
    /// The payment's value date.
    pub value_on: Date,
    /// Gross amount that lies on the sale, in minor units.
    pub left_minor: i64,
    /// What refunds took of it: how many days after its value date, and how much.
    refunds: Vec<(i64, i64)>,
}

impl Portion {
    /// The gross amount that counts for whoever earned on it under a clawback window of so many days: what lies on the sale, and what
    /// went back later than that, which is the company's loss (E-2). The last day of the window still takes back.
    pub fn kept_minor(&self, window: Option<i64>) -> i64 {
        let late = self.refunds.iter().filter(|(age, _)| window.is_some_and(|days| *age > days)).map(|(_, taken)| taken);
        self.left_minor + late.sum::<i64>()
    }
}

/// The money of one sale, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portions(Vec<Portion>);

impl Portions {
    /// All of it, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Portion> {
        self.0.iter()
    }

    /// The money of a sale after these movements, oldest first.
    pub fn after<'a>(movements: impl IntoIterator<Item = &'a Allocation>) -> Self {
        let mut portions = Self::default();
        for movement in movements {
            portions.apply(movement);
        }
        portions
    }

    /// Did any of it come and was given back? What bounced never came.
    pub fn was_given_back(&self) -> bool {
        self.0.iter().any(|portion| !portion.refunds.is_empty())
    }

    /// Applies a movement; returns the allocations whose money it brought or took.
    ///
    /// A refund consumes the payment it names, latest money first. Money that bounced never came: nothing of it counts any more, not
    /// even what a late refund had left (§8.10).
    pub fn apply(&mut self, movement: &Allocation) -> Vec<AllocationId> {
        if movement.amount_minor > 0 {
            self.0.push(Portion {
                allocation_id: movement.id,
                payment_id: movement.payment_id,
                value_on: movement.value_on,
                left_minor: movement.amount_minor,
                refunds: Vec::new(),
            });
            return vec![movement.id];
        }
        let of_payment = self.0.iter_mut().rev().filter(|portion| portion.payment_id == movement.payment_id);
        if movement.refund_id.is_some() { given_back(of_payment, movement) } else { bounced(of_payment) }
    }
}

fn given_back<'a>(portions: impl Iterator<Item = &'a mut Portion>, refund: &Allocation) -> Vec<AllocationId> {
    let mut rest = -refund.amount_minor;
    let mut touched = Vec::new();
    for portion in portions {
        let taken = rest.min(portion.left_minor);
        if taken > 0 {
            rest -= taken;
            portion.left_minor -= taken;
            portion.refunds.push((days_between(portion.value_on, refund.value_on), taken));
            touched.push(portion.allocation_id);
        }
    }
    touched
}

fn bounced<'a>(portions: impl Iterator<Item = &'a mut Portion>) -> Vec<AllocationId> {
    let empty = |portion: &'a mut Portion| {
        portion.left_minor = 0;
        portion.refunds.clear();
        portion.allocation_id
    };
    portions.map(empty).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RefundId, SaleId};
    use uuid::Uuid;

    fn movement(number: u128, payment: u128, amount_minor: i64, value_on: &str, refund: bool) -> Allocation {
        Allocation {
            id: AllocationId::new(Uuid::from_u128(number)),
            payment_id: PaymentId::new(Uuid::from_u128(payment)),
            sale_id: SaleId::new(Uuid::from_u128(1)),
            refund_id: refund.then(|| RefundId::new(Uuid::from_u128(number))),
            amount_minor,
            value_on: value_on.parse().unwrap(),
            recorded_at: format!("{value_on}T09:00:00Z").parse().unwrap(),
            allocated_by: None,
        }
    }

    fn kept(movements: &[Allocation], clawback_days: Option<i64>) -> Vec<i64> {
        Portions::after(movements).iter().map(|portion| portion.kept_minor(clawback_days)).collect()
    }

    #[test]
    fn a_refund_consumes_its_payment_latest_money_first() {
        let movements = [
            movement(1, 7, 100, "2026-01-10", false),
            movement(2, 8, 100, "2026-01-11", false),
            movement(3, 7, 50, "2026-01-12", false),
            movement(4, 7, -80, "2026-01-13", true),
        ];
        assert_eq!(kept(&movements, Some(90)), [70, 100, 0]);
    }

    #[test]
    fn e2_the_last_day_of_the_window_counts_and_the_next_does_not() {
        let refund = |on| [movement(1, 7, 100, "2026-01-10", false), movement(2, 7, -40, on, true)];
        assert_eq!(kept(&refund("2026-04-10"), Some(90)), [60]);
        assert_eq!(kept(&refund("2026-04-11"), Some(90)), [100]);
        assert_eq!(kept(&refund("2036-04-11"), None), [60]);
    }

    #[test]
    fn e2_a_bounced_payment_has_no_window() {
        let paid = movement(1, 7, 100, "2026-01-10", false);
        assert_eq!(kept(&[paid.clone(), movement(2, 7, -100, "2027-01-10", false)], Some(90)), [0]);
        // Not even what a late refund had left stays, of all of it or of a part.
        let (part, whole) = (movement(2, 7, -40, "2026-06-10", true), movement(2, 7, -100, "2026-06-10", true));
        assert_eq!(kept(&[paid.clone(), part.clone()], Some(90)), [100]);
        assert_eq!(kept(&[paid.clone(), part, movement(3, 7, -60, "2026-06-11", false)], Some(90)), [0]);
        let bounced = [paid, whole, movement(3, 7, 0, "2026-06-11", false)];
        assert_eq!(kept(&bounced, Some(90)), [0]);
        assert_eq!([Portions::after(&bounced[..2]), Portions::after(&bounced)].map(|money| money.was_given_back()), [true, false]);
    }
}
