//! What a client owes in one currency, by age (§3.18).

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{ClientId, PromiseId, SaleId, UserId};
use crate::money::divide_half_away;
use crate::{Currency, Date, Money};

/// A client who owes money in a currency, or whose money waits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debtor {
    pub client_id: ClientId,
    pub curator_id: Option<UserId>,
    pub credit_hold: bool,
    pub currency: Currency,
    pub total_minor: i64,
    pub overdue_minor: i64,
    pub oldest_due_on: Option<Date>,
    /// Money that came in and lies on no sale; it is shown, and nothing is taken off for it.
    pub unallocated_minor: i64,
}

/// A sale for which money is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwedSale {
    pub client_id: ClientId,
    pub currency: Currency,
    pub sale_id: SaleId,
    pub sale_on: Date,
    /// The day of the sale and the days for payment that were agreed with the client, else the norm `receivable.payment_days`.
    pub due_on: Date,
    pub due_minor: i64,
}

/// An open promise of a client to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    pub client_id: ClientId,
    pub promise_id: PromiseId,
    pub amount: Money,
    pub due_on: Date,
}

/// How old what is owed is, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ageing {
    pub total: i64,
    pub not_due: i64,
    pub overdue_1_30: i64,
    pub overdue_31_60: i64,
    pub overdue_61_90: i64,
    pub overdue_over_90: i64,
    pub overdue: i64,
    /// Day by which the oldest of it was due.
    pub oldest_due_on: Option<Date>,
}

impl OwedSale {
    /// Days since it was due; below nothing while there is time.
    pub fn overdue_days(&self, today: Date) -> i64 {
        today.signed_duration_since(self.due_on).num_days()
    }
}

/// How many days late a client pays on the average, half up: of each sale that is paid, from the day by which it was due until the
/// value date of the money that completed it; early is in time. `None` where he has paid none.
pub fn average_days_late(paid: &[(Date, Date)]) -> Option<i64> {
    let late = |(due_on, paid_on): &(Date, Date)| (*paid_on - *due_on).num_days().max(0);
    let number = i128::try_from(paid.len()).unwrap_or(i128::MAX);
    (number > 0).then(|| divide_half_away(paid.iter().map(late).map(i128::from).sum(), number))
}

impl Ageing {
    /// Of these sales, each currency by itself.
    pub fn by_currency(sales: &[OwedSale], today: Date) -> BTreeMap<Currency, Self> {
        let of = |currency| Self::of(sales.iter().filter(|sale| sale.currency == currency), today);
        let currencies: BTreeSet<_> = sales.iter().map(|sale| sale.currency).collect();
        currencies.into_iter().map(|currency| (currency, of(currency))).collect()
    }

    /// Of these sales of one currency. What is due today is not overdue.
    pub fn of<'a>(sales: impl IntoIterator<Item = &'a OwedSale>, today: Date) -> Self {
        let mut ageing = Self::default();
        for sale in sales {
            let bucket = match sale.overdue_days(today) {
                ..=0 => &mut ageing.not_due,
                1..=30 => &mut ageing.overdue_1_30,
                31..=60 => &mut ageing.overdue_31_60,
                61..=90 => &mut ageing.overdue_61_90,
                _ => &mut ageing.overdue_over_90,
            };
            *bucket = bucket.saturating_add(sale.due_minor);
            ageing.total = ageing.total.saturating_add(sale.due_minor);
            ageing.oldest_due_on = ageing.oldest_due_on.into_iter().chain([sale.due_on]).min();
        }
        ageing.overdue = ageing.total - ageing.not_due;
        ageing
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn owed(due_on: &str, due_minor: i64) -> OwedSale {
        OwedSale {
            client_id: ClientId::new(Uuid::from_u128(1)),
            currency: Currency::parse("RUB").unwrap(),
            sale_id: SaleId::new(Uuid::from_u128(2)),
            sale_on: day("2026-01-01"),
            due_on: day(due_on),
            due_minor,
        }
    }

    #[test]
    fn each_day_has_its_bucket_and_the_day_itself_is_not_overdue() {
        let today = day("2026-06-01");
        let sales: Vec<_> = [("2026-06-02", 1), ("2026-06-01", 2), ("2026-05-31", 4), ("2026-05-02", 8), ("2026-05-01", 16)]
            .into_iter()
            .chain([("2026-04-02", 32), ("2026-04-01", 64), ("2026-03-03", 128), ("2026-03-02", 256)])
            .map(|(due_on, minor)| owed(due_on, minor))
            .collect();
        let ageing = Ageing::of(&sales, today);
        assert_eq!((ageing.not_due, ageing.overdue_1_30, ageing.overdue_31_60), (3, 12, 48));
        assert_eq!((ageing.overdue_61_90, ageing.overdue_over_90), (192, 256));
        assert_eq!((ageing.total, ageing.overdue, ageing.oldest_due_on), (511, 508, Some(day("2026-03-02"))));
        assert_eq!(sales[0].overdue_days(today), -1);
    }

    #[test]
    fn nothing_is_owed() {
        assert_eq!(Ageing::of(&[], day("2026-06-01")), Ageing::default());
        assert!(Ageing::by_currency(&[], day("2026-06-01")).is_empty());
    }

    #[test]
    fn currencies_are_not_added_up() {
        let usd = Currency::parse("USD").unwrap();
        let sales = [owed("2026-05-31", 1), OwedSale { currency: usd, ..owed("2026-05-31", 2) }, owed("2026-06-02", 4)];
        let totals: Vec<_> =
            Ageing::by_currency(&sales, day("2026-06-01")).into_values().map(|ageing| (ageing.total, ageing.overdue)).collect();
        assert_eq!(totals, [(5, 1), (2, 2)]);
    }

    #[test]
    fn he_is_late_by_the_mean_of_his_paid_sales() {
        assert_eq!(average_days_late(&[]), None);
        let paid = [(day("2026-01-06"), day("2026-01-11")), (day("2026-01-06"), day("2026-01-01")), (day("2026-01-06"), day("2026-01-06"))];
        assert_eq!(average_days_late(&paid), Some(2), "five, none, none: 1.67; early is in time");
    }
}
