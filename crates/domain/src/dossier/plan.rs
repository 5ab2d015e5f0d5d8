//! Purchase plans: what a client has agreed to buy, period by period, and whether he did (§3.15).

use chrono::Months;

use crate::money::WHOLE_BP;
use crate::sales::bought::Bought;
use crate::{Bp, Date, Money};

crate::words! {
    /// How long each period of a purchase plan is.
    pub enum PlanPeriod { Month = "month", Quarter = "quarter" }
}

impl PlanPeriod {
    /// The first day after the period that begins on `from`.
    pub fn until(self, from: Date) -> Date {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
        };
        from.checked_add_months(Months::new(months)).unwrap_or(Date::MAX)
    }
}

/// What is to be bought in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanItem {
    /// First day of the period.
    pub from_on: Date,
    /// Net of VAT.
    pub planned: Money,
    /// Of which product line; `None`: of all.
    pub product_line: Option<String>,
}

/// What a client has agreed to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchasePlan {
    pub period: PlanPeriod,
    pub items: Vec<PlanItem>,
    /// The discount for it.
    pub discount_bp: Bp,
    /// How much less than planned is still met.
    pub tolerance_bp: Bp,
}

/// What has come of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In the currency of the plan; sales in other currencies are not counted.
    pub bought: Money,
    /// `None` while the period runs.
    pub met: Option<bool>,
}

impl PlanItem {
    fn progress(&self, plan: &PurchasePlan, bought: &[Bought], today: Date) -> Progress {
        let (until, currency) = (plan.period.until(self.from_on), self.planned.currency());
        let counts = |bought: &&Bought| {
            (self.from_on..until).contains(&bought.sold.on)
                && bought.sold.currency == currency
                && self.product_line.as_ref().is_none_or(|line| *line == bought.product_line)
        };
        let sum = bought.iter().filter(counts).fold(0_i64, |sum, bought| sum.saturating_add(bought.sold.kept_minor()));
        let wanted = i128::from(self.planned.minor()) * i128::from(WHOLE_BP - plan.tolerance_bp);
        let met = (until <= today).then(|| i128::from(sum) * i128::from(WHOLE_BP) >= wanted);
        Progress { bought: Money::new(sum, currency), met }
    }
}

impl PurchasePlan {
    /// What has come of each item, by what the client bought.
    pub fn progress(&self, bought: &[Bought], today: Date) -> Vec<Progress> {
        self.items.iter().map(|item| item.progress(self, bought, today)).collect()
    }

    /// The first day of which it speaks, and the first one after it.
    pub fn days(&self) -> Option<(Date, Date)> {
        let from = self.items.iter().map(|item| item.from_on).min()?;
        let until = self.items.iter().map(|item| self.period.until(item.from_on)).max()?;
        Some((from, until))
    }

    /// The next day after `judged` on which a period is over.
    pub fn next_end(&self, judged: Option<Date>) -> Option<Date> {
        self.items.iter().map(|item| self.period.until(item.from_on)).filter(|end| judged.is_none_or(|judged| *end > judged)).min()
    }

    /// The items whose periods were over after `judged` and by `today`, in the order of their days, each with what came of it.
    pub fn ended<'a>(&'a self, judged: Option<Date>, bought: &[Bought], today: Date) -> Vec<(&'a PlanItem, Progress)> {
        let is_new = |item: &&PlanItem| {
            let end = self.period.until(item.from_on);
            end <= today && judged.is_none_or(|judged| end > judged)
        };
        let mut ended: Vec<_> = self.items.iter().filter(is_new).map(|item| (item, item.progress(self, bought, today))).collect();
        ended.sort_by_key(|(item, _)| item.from_on);
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sales::bought::Sold;
    use crate::{Currency, SaleId};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn rub(minor: i64) -> Money {
        Money::new(minor, Currency::parse("RUB").unwrap())
    }

    fn sold(on: &str, line: &str, net_minor: i64, refunded_minor: i64) -> Bought {
        let currency = rub(0).currency();
        let sale_id = SaleId::new(uuid::Uuid::nil());
        let sold = Sold { on: day(on), currency, net_minor, gross_minor: net_minor, refunded_minor };
        Bought { sale_id, product_line: line.into(), sold }
    }

    fn plan(period: PlanPeriod, items: &[(&str, i64, Option<&str>)]) -> PurchasePlan {
        let item = |(from_on, planned, line): &(&str, i64, Option<&str>)| PlanItem {
            from_on: day(from_on),
            planned: rub(*planned),
            product_line: line.map(str::to_owned),
        };
        PurchasePlan { period, items: items.iter().map(item).collect(), discount_bp: 500, tolerance_bp: 1_000 }
    }

    #[test]
    fn a_period_is_met_within_the_tolerance_and_open_while_it_runs() {
        let plan = plan(PlanPeriod::Month, &[("2026-01-01", 1_000, None), ("2026-02-01", 1_000, None), ("2026-03-01", 1_000, None)]);
        let bought = [sold("2026-01-01", "water", 600, 0), sold("2026-01-31", "coolers", 300, 0), sold("2026-02-01", "water", 899, 0)];
        let progress = plan.progress(&bought, day("2026-03-31"));
        let seen: Vec<_> = progress.iter().map(|item| (item.bought.minor(), item.met)).collect();
        assert_eq!(seen, [(900, Some(true)), (899, Some(false)), (0, None)]);
    }

    #[test]
    fn a_line_counts_its_own_and_money_paid_back_counts_for_nothing() {
        let plan = plan(PlanPeriod::Quarter, &[("2026-01-01", 1_000, Some("water"))]);
        let bought =
            [sold("2026-03-31", "water", 1_000, 500), sold("2026-02-01", "coolers", 5_000, 0), sold("2026-04-01", "water", 1_000, 0)];
        let progress = plan.progress(&bought, day("2026-04-01"));
        assert_eq!(progress, [Progress { bought: rub(500), met: Some(false) }]);
        let mut foreign = sold("2026-03-31", "water", 1_000, 0);
        foreign.sold.currency = Currency::parse("USD").unwrap();
        assert_eq!(plan.progress(&[foreign], day("2026-02-01")), [Progress { bought: rub(0), met: None }]);
    }

    #[test]
    fn each_period_is_judged_once_when_it_is_over() {
        let plan = plan(PlanPeriod::Month, &[("2026-02-01", 1, None), ("2026-01-01", 1, None)]);
        assert_eq!(plan.days(), Some((day("2026-01-01"), day("2026-03-01"))));
        assert_eq!(plan.next_end(None), Some(day("2026-02-01")));
        assert_eq!(plan.next_end(Some(day("2026-02-01"))), Some(day("2026-03-01")));
        assert_eq!(plan.next_end(Some(day("2026-03-01"))), None);
        let ended = |judged: Option<&str>, today| {
            plan.ended(judged.map(day), &[], day(today)).into_iter().map(|(item, _)| item.from_on).collect::<Vec<_>>()
        };
        assert_eq!(ended(None, "2026-03-01"), [day("2026-01-01"), day("2026-02-01")]);
        assert_eq!(ended(Some("2026-02-01"), "2026-03-01"), [day("2026-02-01")]);
        assert!(ended(None, "2026-01-31").is_empty());
    }
}
