//! What to plan of each client: what will be due by the end of the month, or what came in a month of late (§3.19).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;

use super::debt::OwedSale;
use super::fact::{Collected, Rates};
use crate::commission::Month;
use crate::ids::ClientId;
use crate::money::divide_half_away;
use crate::{Currency, Date};

/// Full months before the plan's of which the average is taken.
const MONTHS: u32 = 3;

/// What is proposed of one client, in minor units of the company's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProposedItem {
    /// The greater of the two.
    pub planned: i64,
    /// Owed and due by the last day of the month, what is overdue included.
    pub due: i64,
    /// What came in a month on average.
    pub average_month: i64,
}

/// What is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Clients of whom nothing is to be expected are left out.
    pub items: BTreeMap<ClientId, ProposedItem>,
    /// Currencies of amounts without a rate, which are not counted.
    pub missing_fx: BTreeSet<Currency>,
}

/// The days of the months of which the average is taken: the first, and the first after them.
pub fn days_of_average(month: Month) -> (Date, Date) {
    let until = month.first_day();
    (until.checked_sub_months(Months::new(MONTHS)).unwrap_or(until), until)
}

/// Proposes items for `month`. What is owed is worth what it is today; what came, what it was on its value date.
pub fn propose(month: Month, owed: &[OwedSale], collected: &[Collected], rates: &Rates, today: Date) -> Proposal {
    let mut proposal = Proposal::default();
    let due = owed.iter().filter(|sale| sale.due_on < month.next().first_day());
    for (client, minor, currency, on) in due.map(|sale| (sale.client_id, sale.due_minor, sale.currency, today)) {
        proposal.add(client, rates.convert(minor, currency, on).ok_or(currency), |item| &mut item.due);
    }
    for came in collected {
        let minor = rates.convert(came.amount_minor, came.currency, came.value_on).ok_or(came.currency);
        proposal.add(came.client_id, minor, |item| &mut item.average_month);
    }
    for item in proposal.items.values_mut() {
        item.average_month = divide_half_away(item.average_month.max(0).into(), MONTHS.into());
        item.planned = item.due.max(item.average_month);
    }
    proposal.items.retain(|_, item| item.planned > 0);
    proposal
}

impl Proposal {
    fn add(&mut self, client: ClientId, minor: Result<i64, Currency>, part: impl Fn(&mut ProposedItem) -> &mut i64) {
        match minor {
            Ok(minor) => {
                let sum = part(self.items.entry(client).or_default());
                *sum = sum.saturating_add(minor);
            }
            Err(currency) => {
                self.missing_fx.insert(currency);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use uuid::Uuid;

    use super::*;
    use crate::ids::SaleId;

    fn client(number: u128) -> ClientId {
        ClientId::new(Uuid::from_u128(number))
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_greater_of_what_is_due_and_what_comes() {
        let rub = Currency::parse("RUB").unwrap();
        let owed = |of, due_on, due_minor| OwedSale {
            client_id: client(of),
            currency: rub,
            sale_id: SaleId::new(Uuid::from_u128(1)),
            sale_on: day("2026-01-01"),
            due_on: day(due_on),
            due_minor,
        };
        let came = |of, value_on, amount_minor| Collected { client_id: client(of), currency: rub, value_on: day(value_on), amount_minor };
        let owed = [owed(1, "2026-01-15", 700), owed(1, "2026-03-31", 300), owed(1, "2026-04-01", 5_000), owed(2, "2026-03-01", 10)];
        let came = [came(1, "2025-12-10", 2_000), came(2, "2026-02-10", 100), came(2, "2026-02-11", -50), came(3, "2026-02-01", -5)];
        let proposal = propose("2026-03".parse().unwrap(), &owed, &came, &Rates { into: rub, of: HashMap::new() }, day("2026-03-01"));
        assert_eq!(proposal.items[&client(1)], ProposedItem { planned: 1_000, due: 1_000, average_month: 667 });
        assert_eq!(proposal.items[&client(2)], ProposedItem { planned: 17, due: 10, average_month: 17 });
        assert_eq!((proposal.items.len(), proposal.missing_fx.len()), (2, 0));
        assert_eq!(days_of_average("2026-03".parse().unwrap()), (day("2025-12-01"), day("2026-03-01")));
    }
}
