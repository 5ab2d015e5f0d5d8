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
    /// Gross amount that still counts, in minor units.
    pub kept_minor: i64,
}

/// The money of one sale that counts, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portions(Vec<Portion>);

impl Portions {
    /// All of it, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Portion> {
        self.0.iter()
    }

    /// Applies a movement; returns the allocations whose money it brought or took.
    ///
    /// A refund consumes the payment it names, latest money first, and counts only within `clawback_days` of that payment's value
    /// date, the last day included (E-2); a bounced payment or a payment moved elsewhere always counts. What does not count is the
    /// company's loss.
    pub fn apply(&mut self, movement: &Allocation, clawback_days: Option<i64>) -> Vec<AllocationId> {
        if movement.amount_minor >= 0 {
            self.0.push(Portion {
                allocation_id: movement.id,
                payment_id: movement.payment_id,
                value_on: movement.value_on,
                kept_minor: movement.amount_minor,
            });
            return vec![movement.id];
        }
        let window = if movement.refund_id.is_some() { clawback_days } else { None };
        let mut rest = -movement.amount_minor;
        let mut touched = Vec::new();
        for portion in self.0.iter_mut().rev().filter(|portion| portion.payment_id == movement.payment_id && portion.kept_minor > 0) {
            if rest == 0 {
                break;
            }
            let taken = rest.min(portion.kept_minor);
            rest -= taken;
            if window.is_none_or(|days| days_between(portion.value_on, movement.value_on) <= days) {
                portion.kept_minor -= taken;
                touched.push(portion.allocation_id);
            }
        }
        touched
    }
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
        }
    }

    fn kept(movements: &[Allocation], clawback_days: Option<i64>) -> Vec<i64> {
        let mut portions = Portions::default();
        for movement in movements {
            portions.apply(movement, clawback_days);
        }
        portions.iter().map(|portion| portion.kept_minor).collect()
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
        assert_eq!(kept(&[movement(1, 7, 100, "2026-01-10", false), movement(2, 7, -100, "2027-01-10", false)], Some(90)), [0]);
    }
}
