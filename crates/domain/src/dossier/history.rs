//! What a client has bought so far (S004-1): how much, how often, on the average, and of which product lines.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;

use crate::money::divide_half_away;
use crate::sales::bought::{Bought, Rates};
use crate::{Currency, Date, Money, SaleId};

/// The history of a client's purchases: confirmed sales, net of VAT and less refunds, in the company's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseHistory {
    /// Since when the company knows him.
    pub since_on: Date,
    pub sales: i64,
    pub first_on: Option<Date>,
    pub last_on: Option<Date>,
    pub total: Money,
    /// Of a sale; `None` without any.
    pub average: Option<Money>,
    /// Days from one sale to the next on the average; `None` under two sales.
    pub average_interval_days: Option<i64>,
    pub last_12_months: Money,
    /// The greatest first.
    pub by_line: Vec<LineBought>,
    /// Currencies of sales that are counted in no amount, since their day has no rate.
    pub missing_fx: BTreeSet<Currency>,
}

/// What a client has bought of a product line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineBought {
    pub product_line: String,
    pub total: Money,
    pub last_on: Date,
}

impl PurchaseHistory {
    /// Of what was `bought`, line by line; `known_on` is the day on which the client was first written down.
    pub fn of(bought: &[Bought], rates: &Rates, (known_on, today): (Date, Date)) -> Self {
        let year_ago = today.checked_sub_months(Months::new(12)).unwrap_or(Date::MIN);
        let (mut total, mut last_12_months) = (0_i64, 0_i64);
        let mut sales: BTreeSet<(Date, SaleId)> = BTreeSet::new();
        let mut lines: BTreeMap<&str, (i64, Date)> = BTreeMap::new();
        let mut missing_fx = BTreeSet::new();
        for Bought { sale_id, product_line, sold } in bought {
            sales.insert((sold.on, *sale_id));
            let Some(net) = rates.convert(sold) else {
                missing_fx.insert(sold.currency);
                continue;
            };
            total = total.saturating_add(net);
            last_12_months = last_12_months.saturating_add(if sold.on > year_ago { net } else { 0 });
            let line = lines.entry(product_line).or_insert((0, sold.on));
            *line = (line.0.saturating_add(net), line.1.max(sold.on));
        }
        let (first_on, last_on) = (sales.first().map(|(on, _)| *on), sales.last().map(|(on, _)| *on));
        let number = i64::try_from(sales.len()).unwrap_or(i64::MAX);
        let money = |minor| Money::new(minor, rates.into);
        let line = |(product_line, (minor, last_on)): (&str, (i64, Date))| LineBought {
            product_line: product_line.to_owned(),
            total: money(minor),
            last_on,
        };
        let mut by_line: Vec<_> = lines.into_iter().map(line).collect();
        by_line.sort_by_key(|line| std::cmp::Reverse(line.total.minor()));
        Self {
            since_on: first_on.map_or(known_on, |first| first.min(known_on)),
            sales: number,
            first_on,
            last_on,
            total: money(total),
            average: (number > 0).then(|| money(divide_half_away(total.into(), number.into()))),
            average_interval_days: first_on.zip(last_on).filter(|_| number > 1).map(|(first, last)| interval(first, last, number)),
            last_12_months: money(last_12_months),
            by_line,
            missing_fx,
        }
    }
}

fn interval(first: Date, last: Date, sales: i64) -> i64 {
    divide_half_away((last - first).num_days().into(), (sales - 1).into())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::sales::bought::Sold;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn sold(sale: u128, on: &str, line: &str, (net_minor, refunded_minor): (i64, i64), code: &str) -> Bought {
        let sale_id = SaleId::new(Uuid::from_u128(sale));
        let sold = Sold { on: day(on), currency: currency(code), net_minor, gross_minor: net_minor, refunded_minor };
        Bought { sale_id, product_line: line.to_owned(), sold }
    }

    fn history(bought: &[Bought], dollar: Option<(&str, &str)>) -> PurchaseHistory {
        let rate = dollar.map(|(on, rate)| ((currency("USD"), day(on)), rate.parse().unwrap()));
        let rates = Rates { into: currency("RUB"), rates: rate.into_iter().collect() };
        PurchaseHistory::of(bought, &rates, (day("2025-06-01"), day("2026-03-03")))
    }

    #[test]
    fn a_history_counts_sales_once_and_takes_refunds_off() {
        let bought = [
            sold(1, "2025-01-01", "water", (1_000, 0), "RUB"),
            sold(1, "2025-01-01", "coolers", (500, 0), "RUB"),
            sold(2, "2025-03-04", "water", (1_000, 500), "RUB"),
            sold(3, "2026-03-03", "coolers", (3_000, 0), "RUB"),
        ];
        let all = history(&bought, None);
        assert_eq!((all.sales, all.total.minor(), all.average.map(Money::minor)), (3, 5_000, Some(1_667)), "half up");
        assert_eq!((all.since_on, all.first_on, all.last_on), (day("2025-01-01"), Some(day("2025-01-01")), Some(day("2026-03-03"))));
        assert_eq!(all.average_interval_days, Some(213), "426 days, two intervals");
        assert_eq!(all.last_12_months.minor(), 3_500);
        let lines: Vec<_> = all.by_line.iter().map(|line| (line.product_line.as_str(), line.total.minor(), line.last_on)).collect();
        assert_eq!(lines, [("coolers", 3_500, day("2026-03-03")), ("water", 1_500, day("2025-03-04"))]);
    }

    #[test]
    fn without_sales_there_is_no_average_and_with_one_no_interval() {
        let none = history(&[], None);
        assert_eq!((none.sales, none.average, none.average_interval_days, none.first_on), (0, None, None, None));
        assert_eq!((none.since_on, none.total.minor()), (day("2025-06-01"), 0));
        let one = history(&[sold(1, "2026-01-01", "water", (10, 0), "RUB")], None);
        assert_eq!((one.average.map(Money::minor), one.average_interval_days, one.since_on), (Some(10), None, day("2025-06-01")));
    }

    #[test]
    fn other_currencies_count_by_the_rate_of_the_day_and_what_has_none_is_named() {
        let bought = [sold(1, "2026-01-01", "water", (100, 0), "USD"), sold(2, "2026-01-02", "water", (100, 0), "EUR")];
        let all = history(&bought, Some(("2026-01-01", "90")));
        assert_eq!((all.total.minor(), all.sales, all.missing_fx), (9_000, 2, [currency("EUR")].into()));
    }
}
