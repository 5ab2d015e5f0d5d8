//! What a client buys, in the currency of the company: confirmed sales net of VAT, each less what was paid back of it.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::Months;

use crate::commission::Month;
use crate::money::divide_half_away;
use crate::sales::bought::{Rates, Sold};
use crate::{Currency, Date};

/// What a client bought, day by day, in the currency of the company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// A sale each: its day, and what it came to.
    pub sales: Vec<(Date, i64)>,
    /// Currencies of sales that are left out: their day has no rate.
    pub missing_fx: BTreeSet<Currency>,
}

impl Turnover {
    /// That of these sales.
    pub fn of(sold: &[Sold], rates: &Rates) -> Self {
        let mut turnover = Self::default();
        for sale in sold {
            match rates.convert(sale) {
                Some(amount) => turnover.sales.push((sale.on, amount)),
                None => {
                    turnover.missing_fx.insert(sale.currency);
                }
            }
        }
        turnover
    }

    /// Of the sales on these days.
    pub fn within(&self, days: &Range<Date>) -> i64 {
        self.sales.iter().filter(|(on, _)| days.contains(on)).fold(0_i64, |sum, (_, amount)| sum.saturating_add(*amount))
    }

    /// An average month: that of the last three full calendar months before `month`, half up.
    pub fn average_month(&self, month: Month) -> i64 {
        divide_half_away(i128::from(self.within(&averaged(month))), i128::from(AVERAGED_MONTHS))
    }
}

/// How many months make an average.
const AVERAGED_MONTHS: u32 = 3;

/// The days of the last three full calendar months before `month`.
pub fn averaged(month: Month) -> Range<Date> {
    months_before(month.first_day(), AVERAGED_MONTHS)..month.first_day()
}

/// So many months before a day.
pub(crate) fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub_months(Months::new(months)).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn sold(on: &str, currency: &str, net_minor: i64, refunded_minor: i64) -> Sold {
        let gross_minor = net_minor * 12 / 10;
        Sold { on: day(on), currency: Currency::parse(currency).unwrap(), net_minor, gross_minor, refunded_minor }
    }

    fn rates() -> Rates {
        let dollars = Currency::parse("USD").unwrap();
        let rates = BTreeMap::from([((dollars, day("2026-08-03")), "90.5".parse().unwrap())]);
        Rates { into: Currency::parse("RUB").unwrap(), rates }
    }

    #[test]
    fn the_average_is_of_three_full_months_half_up() {
        let sales = [("2026-07-31", 70), ("2026-08-01", 100), ("2026-10-31", 1), ("2026-11-01", 700)];
        let sales: Vec<_> = sales.iter().map(|(on, net)| sold(on, "RUB", *net, 0)).collect();
        let turnover = Turnover::of(&sales, &rates());
        assert_eq!(turnover.average_month("2026-11".parse().unwrap()), 34, "101 ÷ 3 = 33.67");
        assert_eq!(turnover.average_month("2026-10".parse().unwrap()), 57, "170 ÷ 3 = 56.67");
        assert_eq!(turnover.average_month("2027-02".parse().unwrap()), 233, "700 ÷ 3 = 233.33");
        assert_eq!(Turnover::default().average_month("2026-11".parse().unwrap()), 0);
    }

    #[test]
    fn other_currencies_go_by_the_rate_of_their_day_and_what_has_none_is_named() {
        let sales = [sold("2026-08-03", "USD", 200, 0), sold("2026-08-04", "USD", 200, 0), sold("2026-08-04", "EUR", 1, 0)];
        let turnover = Turnover::of(&sales, &rates());
        assert_eq!(turnover.sales, [(day("2026-08-03"), 18_100)]);
        let missing: Vec<_> = turnover.missing_fx.iter().map(ToString::to_string).collect();
        assert_eq!(missing, ["EUR", "USD"]);
    }
}
