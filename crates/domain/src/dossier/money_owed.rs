//! What a client owes, by its day, and how late he pays: what the dossier says of his money until receivables have a list of their own.

use std::collections::BTreeMap;

use super::contract::{Contract, ContractState};
use crate::money::divide_half_away;
use crate::{Currency, Date, Money, SaleId};

/// What is still to be paid of a sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub sale_id: SaleId,
    pub sale_on: Date,
    pub due_on: Date,
    pub due: Money,
    /// Days since it was to be paid; below zero before.
    pub overdue_days: i64,
}

/// What is still to be paid in a currency: amounts of several currencies are not added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    pub total: Money,
    pub overdue: Money,
}

/// The days that a client has to pay: those of his newest signed contract that says so, else none.
pub fn payment_days(contracts: &[Contract]) -> i32 {
    let signed = contracts.iter().filter(|contract| contract.state == ContractState::Signed);
    let newest = signed.filter(|contract| contract.terms.payment_days.is_some()).max_by_key(|contract| (contract.signed_on, contract.id));
    newest.and_then(|contract| contract.terms.payment_days).unwrap_or_default()
}

/// When a sale is to be paid.
pub fn due_on(sale_on: Date, payment_days: i32) -> Date {
    sale_on.checked_add_days(chrono::Days::new(payment_days.unsigned_abs().into())).unwrap_or(Date::MAX)
}

/// The dues of sales (which, when, how much), the oldest first; and what they come to, currency by currency.
pub fn owed(sales: impl IntoIterator<Item = (SaleId, Date, Money)>, payment_days: i32, today: Date) -> (Vec<Due>, Vec<Owed>) {
    let due = |(sale_id, sale_on, due): (SaleId, Date, Money)| {
        let due_on = due_on(sale_on, payment_days);
        Due { sale_id, sale_on, due_on, due, overdue_days: (today - due_on).num_days() }
    };
    let mut dues: Vec<_> = sales.into_iter().map(due).collect();
    dues.sort_by_key(|due| (due.due_on, due.sale_id));
    let mut sums: BTreeMap<Currency, (i64, i64)> = BTreeMap::new();
    for due in &dues {
        let sum = sums.entry(due.due.currency()).or_default();
        sum.0 = sum.0.saturating_add(due.due.minor());
        sum.1 = sum.1.saturating_add(if due.overdue_days > 0 { due.due.minor() } else { 0 });
    }
    let owed = |(currency, (total, overdue))| Owed { total: Money::new(total, currency), overdue: Money::new(overdue, currency) };
    (dues, sums.into_iter().map(owed).collect())
}

/// How many days late a client pays on the average, half up: of each sale that is paid, from the day on which it was to be paid until
/// the value date of the money that completed it; early is in time. `None` where he has paid none.
pub fn average_days_late(paid: &[(Date, Date)], payment_days: i32) -> Option<i64> {
    let late = |(sale_on, paid_on): &(Date, Date)| (*paid_on - due_on(*sale_on, payment_days)).num_days().max(0);
    let number = i128::try_from(paid.len()).unwrap_or(i128::MAX);
    (number > 0).then(|| divide_half_away(paid.iter().map(late).map(i128::from).sum(), number))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, Currency::parse(code).unwrap())
    }

    #[test]
    fn dues_are_told_by_their_days_and_each_currency_by_itself() {
        let id = |number| SaleId::new(Uuid::from_u128(number));
        let sales = [
            (id(1), day("2026-02-10"), money(5, "RUB")),
            (id(2), day("2026-01-01"), money(7, "RUB")),
            (id(3), day("2026-01-02"), money(1, "USD")),
        ];
        let (dues, sums) = owed(sales, 30, day("2026-02-01"));
        let seen: Vec<_> = dues.iter().map(|due| (due.sale_id, due.due_on, due.overdue_days)).collect();
        assert_eq!(seen, [(id(2), day("2026-01-31"), 1), (id(3), day("2026-02-01"), 0), (id(1), day("2026-03-12"), -39)]);
        assert_eq!(
            sums,
            [Owed { total: money(12, "RUB"), overdue: money(7, "RUB") }, Owed { total: money(1, "USD"), overdue: money(0, "USD") }]
        );
    }

    #[test]
    fn he_is_late_by_the_mean_of_his_paid_sales() {
        assert_eq!(average_days_late(&[], 0), None);
        let paid = [(day("2026-01-01"), day("2026-01-11")), (day("2026-01-01"), day("2026-01-01")), (day("2026-01-01"), day("2026-01-06"))];
        assert_eq!(average_days_late(&paid, 0), Some(5));
        assert_eq!(average_days_late(&paid, 5), Some(2), "five, none, none: 1.67");
        assert_eq!(average_days_late(&paid, 30), Some(0), "early is in time");
    }
}
