//! Groups of clients: under which terms the company works with whom (RULES.md §3.20, S004-21 to S004-25).

mod judgement;
mod refusal;
mod season;
pub mod terms;
pub mod turnover;

pub use judgement::{Judgement, SIGNALS, months_judged, signals, stale};
pub use refusal::Refusal;
pub use season::{MonthDay, Season};

use crate::ids::{ClientGroupId, UserId};
use crate::{Bp, Currency, Decided, Event, EventName, Instant, Money, Version};

/// What is agreed with every client of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupTerms {
    /// Days from a sale until it is to be paid.
    pub payment_days: Option<i32>,
    pub delivery: Option<String>,
    pub other: Option<String>,
}

/// From which average volume of a month on which discount is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolumeStep {
    /// Net of VAT.
    pub from: Money,
    pub discount_bp: Bp,
}

/// A group of clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientGroup {
    pub id: ClientGroupId,
    pub version: Version,
    /// By which clients and norms name it; never changes.
    pub code: String,
    pub name: String,
    pub terms: GroupTerms,
    /// Net of VAT, a calendar month.
    pub min_purchase: Option<Money>,
    /// The lowest first.
    pub volume_discounts: Vec<VolumeStep>,
    pub seasonal_discounts: Vec<Season>,
    /// May clients be put into it?
    pub active: bool,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

/// A group to be made.
#[derive(Clone, Debug)]
pub struct NewClientGroup {
    pub code: String,
    pub name: String,
    pub terms: GroupTerms,
    pub min_purchase: Option<Money>,
    pub volume_discounts: Vec<VolumeStep>,
    pub seasonal_discounts: Vec<Season>,
    pub active: bool,
}

/// Other terms; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct GroupTermsChange {
    pub payment_days: Option<Option<i32>>,
    pub delivery: Option<Option<String>>,
    pub other: Option<Option<String>>,
}

/// What may change of a group; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct GroupChange {
    pub name: Option<String>,
    pub terms: GroupTermsChange,
    pub min_purchase: Option<Option<Money>>,
    pub volume_discounts: Option<Vec<VolumeStep>>,
    pub seasonal_discounts: Option<Vec<Season>>,
    pub active: Option<bool>,
}

impl NewClientGroup {
    /// The group; its amounts are in the currency of the `company`.
    pub fn make(self, id: ClientGroupId, company: Currency, by: Option<UserId>, at: Instant) -> Result<Decided<ClientGroup>, Refusal> {
        let Self { code, name, terms, min_purchase, volume_discounts, seasonal_discounts, active } = self;
        let group = ClientGroup {
            id,
            version: 0,
            code,
            name,
            terms,
            min_purchase,
            volume_discounts,
            seasonal_discounts,
            active,
            created_by: by,
            created_at: at,
        };
        group.check(company)?;
        let event = Event::new(EventName::ClientGroupAdded, id, None).with("code", group.code.as_str());
        Ok(Decided::one(group, event))
    }
}

impl ClientGroup {
    /// Other terms. They hold from now on: nothing that was sold is priced anew.
    pub fn change(self, change: GroupChange, company: Currency) -> Result<Decided<Self>, Refusal> {
        let before = self.clone();
        let terms = GroupTerms {
            payment_days: change.terms.payment_days.unwrap_or(self.terms.payment_days),
            delivery: change.terms.delivery.unwrap_or(self.terms.delivery),
            other: change.terms.other.unwrap_or(self.terms.other),
        };
        let after = Self {
            name: change.name.unwrap_or(self.name),
            terms,
            min_purchase: change.min_purchase.unwrap_or(self.min_purchase),
            volume_discounts: change.volume_discounts.unwrap_or(self.volume_discounts),
            seasonal_discounts: change.seasonal_discounts.unwrap_or(self.seasonal_discounts),
            active: change.active.unwrap_or(self.active),
            ..before.clone()
        };
        after.check(company)?;
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let event = Event::new(EventName::ClientGroupUpdated, after.id, None)
            .changed_if("name", before.name.clone(), after.name.clone())
            .altered_if("terms", before.terms != after.terms)
            .changed_if("min_purchase", before.min_purchase.map(Money::fact), after.min_purchase.map(Money::fact))
            .altered_if("volume_discounts", before.volume_discounts != after.volume_discounts)
            .altered_if("seasonal_discounts", before.seasonal_discounts != after.seasonal_discounts)
            .changed_if("active", before.active, after.active);
        Ok(Decided::one(after, event))
    }

    /// The step that an average month of so much net reaches: the highest.
    pub fn step(&self, average_minor: i64) -> Option<VolumeStep> {
        self.volume_discounts.iter().rev().find(|step| step.from.minor() <= average_minor).copied()
    }

    /// Does an average month of so much net fall short of the minimum?
    pub fn is_below_minimum(&self, average_minor: i64) -> bool {
        self.min_purchase.is_some_and(|minimum| average_minor < minimum.minor())
    }

    fn check(&self, company: Currency) -> Result<(), Refusal> {
        let step = |place: usize| format!("/volume_discounts/{place}/from");
        let steps = self.volume_discounts.iter().enumerate().map(|(place, discount)| (step(place), discount.from));
        let minimum = self.min_purchase.map(|amount| ("/min_purchase".to_owned(), amount));
        if let Some((pointer, _)) = minimum.into_iter().chain(steps).find(|(_, amount)| amount.currency() != company) {
            return Err(Refusal::Currency { pointer, company });
        }
        let next = self.volume_discounts.iter().skip(1);
        let unsorted = self.volume_discounts.iter().zip(next).position(|(lower, higher)| higher.from.minor() <= lower.from.minor());
        unsorted.map_or(Ok(()), |place| Err(Refusal::NotAscending { pointer: step(place + 1) }))
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use super::*;

    pub(crate) fn rub(minor: i64) -> Money {
        Money::new(minor, Currency::parse("RUB").unwrap())
    }

    /// 1 % from 1,000, 3 % from 5,000; at least 500 a month.
    pub(crate) fn group() -> ClientGroup {
        let step = |from, discount_bp| VolumeStep { from: rub(from), discount_bp };
        ClientGroup {
            id: ClientGroupId::new(uuid::Uuid::nil()),
            version: 1,
            code: "key".into(),
            name: "Крупные".into(),
            terms: GroupTerms::default(),
            min_purchase: Some(rub(500)),
            volume_discounts: vec![step(1_000, 100), step(5_000, 300)],
            seasonal_discounts: Vec::new(),
            active: true,
            created_by: None,
            created_at: Instant::UNIX_EPOCH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{group, rub};
    use super::*;

    #[test]
    fn the_highest_step_that_is_reached_counts() {
        let step = |average| group().step(average).map(|step| step.discount_bp);
        assert_eq!([999, 1_000, 4_999, 5_000, i64::MAX].map(step), [None, Some(100), Some(100), Some(300), Some(300)]);
        assert_eq!([499, 500].map(|average| group().is_below_minimum(average)), [true, false]);
        assert!(!ClientGroup { min_purchase: None, ..group() }.is_below_minimum(0));
    }

    #[test]
    fn steps_rise_and_amounts_are_in_the_currency_of_the_company() {
        let (company, steps) =
            (rub(0).currency(), |minor: &[i64]| minor.iter().map(|from| VolumeStep { from: rub(*from), discount_bp: 1 }).collect());
        let change = |volume_discounts| GroupChange { volume_discounts: Some(volume_discounts), ..GroupChange::default() };
        for wrong in [&[5, 5][..], &[5, 4], &[1, 9, 8]] {
            let refused = group().change(change(steps(wrong)), company).unwrap_err();
            assert_eq!(refused, Refusal::NotAscending { pointer: format!("/volume_discounts/{}/from", wrong.len() - 1) });
        }
        assert!(group().change(change(Vec::new()), company).is_ok());
        let dollars = Currency::parse("USD").unwrap();
        let refused = group().change(GroupChange::default(), dollars).unwrap_err();
        assert_eq!(refused, Refusal::Currency { pointer: "/min_purchase".into(), company: dollars });
    }

    #[test]
    fn a_change_is_told_and_the_same_again_is_none() {
        let company = rub(0).currency();
        let change = GroupChange { min_purchase: Some(None), active: Some(false), ..GroupChange::default() };
        let decided = group().change(change.clone(), company).unwrap();
        assert_eq!(decided.events.len(), 1);
        let told: Vec<_> = decided.events[0].facts.keys().cloned().collect();
        assert_eq!(told, ["active", "min_purchase"]);
        assert_eq!(decided.state.change(change, company).unwrap().events, []);
    }
}
