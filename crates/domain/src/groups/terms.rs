//! The terms of one client on one day: the discount that he may be given, and why (RULES.md §3.20).

use std::collections::BTreeSet;

use super::turnover::Turnover;
use super::{ClientGroup, Season, VolumeStep};
use crate::commission::Month;
use crate::commission::explanation::{amount, percent};
use crate::{Bp, Currency, Date, Money};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The day.
    pub on: Date,
    /// The product line that is to be sold; `None`: any.
    pub product_line: Option<&'a str>,
    /// The currency of the company.
    pub company: Currency,
}

/// The terms of a client on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub group_code: Option<String>,
    pub average_month: Money,
    pub min_purchase: Option<Money>,
    pub below_minimum: bool,
    pub volume_discount_bp: Bp,
    pub seasonal_discount_bp: Bp,
    pub contract_discount_bp: Bp,
    /// The highest of the three, never their sum.
    pub discount_bp: Bp,
    /// Why so, a sentence each.
    pub reasons: Vec<String>,
    /// Currencies of sales that the average leaves out.
    pub missing_fx: BTreeSet<Currency>,
}

impl Terms {
    /// Those of a client of this `group`, who bought so much; signed purchase plans in force give him `by_contract` at most.
    pub fn of(question: Question<'_>, group: Option<&ClientGroup>, turnover: &Turnover, by_contract: Option<Bp>) -> Self {
        let money = |minor| Money::new(minor, question.company);
        let average = turnover.average_month(Month::of(question.on));
        let step = group.and_then(|group| group.step(average));
        let in_force: Vec<&Season> =
            group.iter().flat_map(|group| &group.seasonal_discounts).filter(|season| season.holds_on(question.on)).collect();
        let counts = |season: &&&Season| season.product_line.is_none() || season.product_line.as_deref() == question.product_line;
        let season = in_force.iter().filter(counts).max_by_key(|season| season.discount_bp).copied();
        let volume_discount_bp = step.map_or(0, |step| step.discount_bp);
        let seasonal_discount_bp = season.map_or(0, |season| season.discount_bp);
        let contract_discount_bp = by_contract.unwrap_or(0);
        let mut terms = Self {
            group_code: group.map(|group| group.code.clone()),
            average_month: money(average),
            min_purchase: group.and_then(|group| group.min_purchase),
            below_minimum: group.is_some_and(|group| group.is_below_minimum(average)),
            volume_discount_bp,
            seasonal_discount_bp,
            contract_discount_bp,
            discount_bp: volume_discount_bp.max(seasonal_discount_bp).max(contract_discount_bp),
            reasons: Vec::new(),
            missing_fx: turnover.missing_fx.clone(),
        };
        let elsewhere = in_force.into_iter().filter(|season| !counts(&season));
        terms.reasons = terms.say(group, step, season, by_contract, &elsewhere.collect::<Vec<_>>());
        terms
    }

    fn say(
        &self,
        group: Option<&ClientGroup>,
        step: Option<VolumeStep>,
        season: Option<&Season>,
        by_contract: Option<Bp>,
        elsewhere: &[&Season],
    ) -> Vec<String> {
        let average = amount(self.average_month);
        let mut told = vec![match group {
            Some(group) => format!("The client is in the group {}.", group.code),
            None => "The client is in no group, so no volume or seasonal discount holds.".to_owned(),
        }];
        told.push(format!("In the last 3 full calendar months the client bought {average} net a month on average."));
        told.extend(
            self.missing_fx.iter().map(|currency| format!("Sales in {currency} are not counted where their day has no exchange rate.")),
        );
        if let Some(minimum) = self.min_purchase {
            let minimum = amount(minimum);
            told.push(if self.below_minimum {
                format!("That is below the minimum of the group, {minimum} a month.")
            } else {
                format!("That is not below the minimum of the group, {minimum} a month.")
            });
        }
        told.extend(step.map(|step| format!("From {} a month on the group gives {}.", amount(step.from), percent(step.discount_bp))));
        told.extend(
            season.map(|season| format!("From {} to {} the season gives {}.", season.from, season.until, percent(season.discount_bp))),
        );
        // Contracts are restricted: which one it is stands in the client's file.
        told.extend(by_contract.map(|discount| format!("A signed purchase plan gives {}.", percent(discount))));
        told.extend(elsewhere.iter().filter_map(|season| {
            let line = season.product_line.as_deref()?;
            Some(format!("On the product line {line} alone the season gives {}; ask with product_line.", percent(season.discount_bp)))
        }));
        told.push(match self.discount_bp {
            0 => "No discount holds.".to_owned(),
            highest => format!("The highest discount counts, never the sum: {}.", percent(highest)),
        });
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{group, rub};
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn season(from: &str, until: &str, discount_bp: Bp, line: Option<&str>) -> Season {
        Season { from: from.parse().unwrap(), until: until.parse().unwrap(), discount_bp, product_line: line.map(str::to_owned) }
    }

    /// The terms on a day in a group with these seasons, of who bought 4,000 a month.
    fn terms(on: &str, line: Option<&str>, seasons: Vec<Season>, by_contract: Option<Bp>) -> Terms {
        let group = ClientGroup { seasonal_discounts: seasons, ..group() };
        let turnover = Turnover { sales: vec![(day("2026-10-02"), 12_000)], missing_fx: BTreeSet::new() };
        let question = Question { on: day(on), product_line: line, company: rub(0).currency() };
        Terms::of(question, Some(&group), &turnover, by_contract)
    }

    fn discounts(terms: &Terms) -> [Bp; 4] {
        [terms.volume_discount_bp, terms.seasonal_discount_bp, terms.contract_discount_bp, terms.discount_bp]
    }

    #[test]
    fn the_highest_of_the_three_counts_and_never_their_sum() {
        assert_eq!(discounts(&terms("2026-12-01", None, vec![], None)), [100, 0, 0, 100]);
        assert_eq!(discounts(&terms("2026-12-01", None, vec![season("12-01", "12-31", 250, None)], None)), [100, 250, 0, 250]);
        assert_eq!(discounts(&terms("2026-12-01", None, vec![season("12-01", "12-31", 250, None)], Some(400))), [100, 250, 400, 400]);
        assert_eq!(discounts(&terms("2026-12-01", None, vec![season("12-01", "12-31", 50, None)], Some(20))), [100, 50, 20, 100]);
    }

    #[test]
    fn a_season_over_new_year_holds_on_both_sides_and_the_best_of_several_counts() {
        let seasons = || vec![season("12-15", "01-14", 300, None), season("01-01", "01-31", 200, None)];
        let seasonal = |on| terms(on, None, seasons(), None).seasonal_discount_bp;
        assert_eq!(["2026-12-14", "2026-12-31", "2027-01-01", "2027-01-15", "2027-02-01"].map(seasonal), [0, 300, 300, 200, 0]);
    }

    #[test]
    fn the_season_of_a_line_counts_where_that_line_is_asked_for_and_is_told_elsewhere() {
        let seasons = || vec![season("12-01", "12-31", 700, Some("water")), season("12-01", "12-31", 150, None)];
        let of = |line| terms("2026-12-05", line, seasons(), None);
        assert_eq!(
            (of(None).seasonal_discount_bp, of(Some("water")).seasonal_discount_bp, of(Some("coolers")).seasonal_discount_bp),
            (150, 700, 150)
        );
        assert!(of(None).reasons.contains(&"On the product line water alone the season gives 7 %; ask with product_line.".to_owned()));
        assert!(!of(Some("water")).reasons.iter().any(|reason| reason.contains("alone")));
    }

    #[test]
    fn each_reason_is_a_sentence_of_its_own() {
        let told = terms("2026-12-05", None, vec![season("12-01", "12-31", 150, None)], Some(200)).reasons;
        assert_eq!(
            told,
            [
                "The client is in the group key.",
                "In the last 3 full calendar months the client bought 40.00 RUB net a month on average.",
                "That is not below the minimum of the group, 5.00 RUB a month.",
                "From 10.00 RUB a month on the group gives 1 %.",
                "From 12-01 to 12-31 the season gives 1.5 %.",
                "A signed purchase plan gives 2 %.",
                "The highest discount counts, never the sum: 2 %.",
            ]
        );
    }

    #[test]
    fn who_is_in_no_group_has_what_his_contract_gives() {
        let question = Question { on: day("2026-12-05"), product_line: None, company: rub(0).currency() };
        let none = Terms::of(question, None, &Turnover::default(), None);
        assert_eq!((discounts(&none), none.below_minimum, none.group_code), ([0; 4], false, None));
        assert_eq!(discounts(&Terms::of(question, None, &Turnover::default(), Some(70))), [0, 0, 70, 70]);
    }
}
