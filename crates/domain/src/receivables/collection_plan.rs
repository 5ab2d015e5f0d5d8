//! What a person plans to collect from his clients in a month (§3.19).

use std::collections::BTreeSet;

pub use super::collection_plan_state::{CollectionPlanEvent, CollectionPlanState, next};

use super::Refusal;
use crate::access::Standing;
use crate::commission::Month;
use crate::ids::{ClientId, CollectionPlanId, UserId};
use crate::org::UnitCode;
use crate::own_matter::{self, Matter};
use crate::{Currency, Decided, Event, EventName, Instant, Money, Version};

/// The most items of a plan.
pub const MOST_ITEMS: usize = 1_000;

/// What is planned of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionItem {
    pub client_id: ClientId,
    /// In the company's currency.
    pub planned: Money,
}

/// The plan of one person for one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPlan {
    pub id: CollectionPlanId,
    pub version: Version,
    pub user_id: UserId,
    pub period: Month,
    /// Each client once.
    pub items: Vec<CollectionItem>,
    pub currency: Currency,
    pub state: CollectionPlanState,
    /// Who wrote it as it stands: whoever changed it last.
    pub author_id: Option<UserId>,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<Instant>,
    pub created_at: Instant,
}

/// A plan to be drafted.
#[derive(Clone, Debug)]
pub struct NewCollectionPlan {
    pub user_id: UserId,
    pub period: Month,
    pub items: Vec<CollectionItem>,
}

impl NewCollectionPlan {
    /// Drafts it.
    pub fn draft(
        self,
        id: CollectionPlanId,
        by: Option<UserId>,
        (currency, at): (Currency, Instant),
    ) -> Result<Decided<CollectionPlan>, Refusal> {
        let plan = CollectionPlan {
            id,
            version: 0,
            user_id: self.user_id,
            period: self.period,
            items: self.items,
            currency,
            state: CollectionPlanState::Draft,
            author_id: by,
            approved_by: None,
            approved_at: None,
            created_at: at,
        };
        let event = plan.event(EventName::CollectionPlanCreated).with("user_id", plan.user_id).with("period", plan.period.to_string());
        let event = event.with("planned", plan.planned()?.fact());
        Ok(Decided::one(plan, event))
    }
}

impl CollectionPlan {
    /// It belongs to its person, who works in `unit`.
    pub fn standing(&self, unit: UnitCode) -> Standing {
        Standing { people: vec![self.user_id], unit: Some(unit) }
    }

    /// What is planned in all.
    pub fn planned(&self) -> Result<Money, Refusal> {
        let sum = self.items.iter().try_fold(Money::new(0, self.currency), |sum, item| sum.plus(item.planned))?;
        Ok(sum)
    }

    /// Other items; whoever writes them is the author. What was approved does not change.
    pub fn change(mut self, items: Option<Vec<CollectionItem>>, by: Option<UserId>) -> Result<Decided<Self>, Refusal> {
        if next(self.state, CollectionPlanEvent::Update).is_err() {
            return Err(Refusal::PlanApproved { state: self.state });
        }
        let Some(items) = items.filter(|items| *items != self.items) else { return Ok(Decided::unchanged(self)) };
        let before = self.planned()?;
        (self.items, self.author_id) = (items, by);
        let event = self.event(EventName::CollectionPlanUpdated).altered_if("items", true);
        let event = event.changed_if("planned", before.fact(), self.planned()?.fact());
        Ok(Decided::one(self, event))
    }

    /// Somebody else than its author and its person approves it.
    pub fn approve(mut self, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        own_matter::refuse(Matter::CollectionPlan, by, self.author_id.into_iter().chain([self.user_id]))?;
        let before = self.state;
        self.state = next(before, CollectionPlanEvent::Approve)?;
        if self.state == before {
            return Ok(Decided::unchanged(self));
        }
        (self.approved_by, self.approved_at) = (by, Some(at));
        let event = self.event(EventName::CollectionPlanApproved).changed("state", before, self.state);
        let event = event.with("user_id", self.user_id).with("period", self.period.to_string()).with("planned", self.planned()?.fact());
        Ok(Decided::one(self, event))
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, None)
    }
}

/// The first of these clients that is named twice, by its place.
pub fn named_twice(items: &[CollectionItem]) -> Option<usize> {
    let mut seen = BTreeSet::new();
    items.iter().position(|item| !seen.insert(item.client_id))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::own_matter::OwnMatter;

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn item(client: u128, minor: i64) -> CollectionItem {
        CollectionItem { client_id: ClientId::new(Uuid::from_u128(client)), planned: Money::new(minor, rub()) }
    }

    fn rub() -> Currency {
        Currency::parse("RUB").unwrap()
    }

    /// anna's (1), written by `author`.
    fn plan(author: u128) -> CollectionPlan {
        let new = NewCollectionPlan { user_id: user(1), period: "2026-03".parse().unwrap(), items: vec![item(1, 100), item(2, 50)] };
        let id = CollectionPlanId::new(Uuid::from_u128(9));
        new.draft(id, Some(user(author)), (rub(), Instant::UNIX_EPOCH)).unwrap().state
    }

    #[test]
    fn nobody_approves_what_he_wrote_nor_what_is_planned_of_him() {
        let own = |by| Err(Refusal::OwnMatter(OwnMatter { user_id: user(by), matter: Matter::CollectionPlan }));
        let approve = |plan: CollectionPlan, by| plan.approve(Some(user(by)), Instant::UNIX_EPOCH);
        assert_eq!((approve(plan(1), 1), approve(plan(2), 2), approve(plan(2), 1)), (own(1), own(2), own(1)));
        let approved = approve(plan(2), 3).unwrap();
        assert_eq!((approved.state.state, approved.state.approved_by), (CollectionPlanState::Approved, Some(user(3))));
        assert!(approve(approved.state, 4).unwrap().events.is_empty(), "once");
    }

    #[test]
    fn whoever_changes_it_is_its_author_and_what_is_approved_stays() {
        let changed = plan(1).change(Some(vec![item(1, 70)]), Some(user(2))).unwrap().state;
        assert_eq!((changed.author_id, changed.planned().unwrap().minor()), (Some(user(2)), 70));
        assert!(changed.clone().approve(Some(user(2)), Instant::UNIX_EPOCH).is_err());
        assert!(plan(1).change(Some(plan(1).items), Some(user(2))).unwrap().events.is_empty(), "the same items");
        let approved = changed.approve(Some(user(3)), Instant::UNIX_EPOCH).unwrap().state;
        assert_eq!(approved.change(None, Some(user(1))), Err(Refusal::PlanApproved { state: CollectionPlanState::Approved }));
    }

    #[test]
    fn sums_have_an_end_and_a_client_has_one_place() {
        let mut large = plan(1);
        large.items = vec![item(1, i64::MAX), item(2, 1)];
        assert!(matches!(large.planned(), Err(Refusal::Sum(_))));
        assert_eq!((named_twice(&[item(1, 1), item(2, 1), item(1, 3)]), named_twice(&[item(1, 1)])), (Some(2), None));
    }
}
