//! The commission plan: drafted, published by another person, in force from a day (§8.6, I-18). A published plan never changes.

mod told;

use super::{Plan, PlanState, Refusal, Step, Terms};
use crate::money::{Bp, Currency};
use crate::norms::{NormKey, NormValue};
use crate::own_matter::{self, Matter};
use crate::{Date, Decided, Event, EventName, Instant, PlanId, UserId};

crate::words! {
    pub enum PlanEvent { Revise = "revise", Publish = "publish" }
}

crate::lifecycle! {
    /// The state of a plan after `event`; publishing twice is once.
    pub fn next(from: PlanState, event: PlanEvent) {
        Revise: Draft => stays;
        Publish: Draft | Published => Published;
    }
}

impl Terms {
    /// The highest sum of rates that one line can have.
    pub fn max_rate_on_line(&self) -> Bp {
        let residual = self.residual_steps.iter().map(|step| step.rate_bp).max().unwrap_or_default();
        let follow_on = residual.saturating_add(self.farmer_bp.max(self.key_account_bp));
        [self.first_sale_bp, self.new_line_bp, follow_on].into_iter().max().unwrap_or_default()
    }

    /// The residual rate after so many months.
    fn residual_after(&self, months: u32) -> Bp {
        let mut begun = Some(0_u32);
        let mut rate = 0;
        for step in &self.residual_steps {
            if begun.is_none_or(|begun| begun > months) {
                return rate;
            }
            rate = step.rate_bp;
            begun = begun.zip(step.months).and_then(|(begun, more)| begun.checked_add(more));
        }
        if begun.is_some_and(|end| end <= months) { 0 } else { rate }
    }

    /// Its value for a norm that plans set (N-40 … N-47); `None` for other norms.
    pub fn norm(&self, key: NormKey) -> Option<NormValue> {
        let number = match key {
            NormKey::FirstSaleBp => self.first_sale_bp.into(),
            NormKey::ResidualYear1Bp => self.residual_after(0).into(),
            NormKey::ResidualYear2Bp => self.residual_after(12).into(),
            NormKey::ResidualYear3Bp => self.residual_after(24).into(),
            NormKey::ResidualLaterBp => self.residual_after(36).into(),
            NormKey::NewLineBp => self.new_line_bp.into(),
            NormKey::NewLineMonths => self.new_line_months,
            NormKey::FarmerBp => self.farmer_bp.into(),
            NormKey::KeyAccountBp => self.key_account_bp.into(),
            NormKey::CapBp => self.cap_bp.into(),
            NormKey::ClawbackDays => return Some(self.clawback_days.map_or(NormValue::Unlimited, NormValue::Number)),
            NormKey::TailDays => self.tail_days,
            NormKey::LateResidualDays => self.late_residual_days,
            NormKey::HandoffHoldback => self.handoff_holdback_bp.into(),
            _ => return None,
        };
        Some(NormValue::Number(number))
    }
}

/// Numbers to change in the terms of a plan; `None` leaves a number as it is.
#[derive(Clone, Debug, Default)]
pub struct TermsChange {
    pub first_sale_bp: Option<Bp>,
    pub residual_steps: Option<Vec<Step>>,
    pub new_line_bp: Option<Bp>,
    pub new_line_months: Option<i64>,
    pub farmer_bp: Option<Bp>,
    pub key_account_bp: Option<Bp>,
    pub cap_bp: Option<Bp>,
    /// The inner `None` = no limit.
    pub clawback_days: Option<Option<i64>>,
    pub tail_days: Option<i64>,
    pub late_residual_days: Option<i64>,
    pub handoff_holdback_bp: Option<Bp>,
}

impl Terms {
    /// The same terms with these numbers changed.
    #[must_use]
    pub fn with(self, change: TermsChange) -> Self {
        Self {
            first_sale_bp: change.first_sale_bp.unwrap_or(self.first_sale_bp),
            residual_steps: change.residual_steps.unwrap_or(self.residual_steps),
            new_line_bp: change.new_line_bp.unwrap_or(self.new_line_bp),
            new_line_months: change.new_line_months.unwrap_or(self.new_line_months),
            farmer_bp: change.farmer_bp.unwrap_or(self.farmer_bp),
            key_account_bp: change.key_account_bp.unwrap_or(self.key_account_bp),
            cap_bp: change.cap_bp.unwrap_or(self.cap_bp),
            clawback_days: change.clawback_days.unwrap_or(self.clawback_days),
            tail_days: change.tail_days.unwrap_or(self.tail_days),
            late_residual_days: change.late_residual_days.unwrap_or(self.late_residual_days),
            handoff_holdback_bp: change.handoff_holdback_bp.unwrap_or(self.handoff_holdback_bp),
        }
    }
}

/// What may change of a draft; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct PlanChange {
    pub name: Option<String>,
    pub effective_on: Option<Date>,
    pub terms: TermsChange,
}

/// What a draft is made from.
#[derive(Clone, Debug)]
pub struct NewPlan {
    pub id: PlanId,
    pub number: i64,
    pub name: String,
    pub effective_on: Option<Date>,
    pub currency: Option<Currency>,
    pub terms: Terms,
    pub author_id: UserId,
    pub at: Instant,
}

impl Plan {
    /// A draft.
    pub fn draft(new: NewPlan) -> Decided<Self> {
        let plan = Self {
            id: new.id,
            version: 0,
            number: new.number,
            name: new.name,
            state: PlanState::Draft,
            effective_on: new.effective_on,
            currency: new.currency,
            terms: new.terms,
            author_id: Some(new.author_id),
            published_by: None,
            published_at: None,
            created_at: new.at,
        };
        let happened = Event::new(EventName::PlanDrafted, plan.id, None).with("number", plan.number);
        Decided::one(plan, happened)
    }

    /// Changes a draft; whoever changes it becomes its author.
    pub fn revise(self, change: PlanChange, by: UserId) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, PlanEvent::Revise)?;
        let before = self.clone();
        let (name, effective_on) = (change.name.unwrap_or(self.name), change.effective_on.or(self.effective_on));
        let terms = self.terms.with(change.terms);
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let happened = Event::new(EventName::PlanDrafted, self.id, None)
            .with("number", self.number)
            .changed_if("name", before.name, name.clone())
            .changed_if("effective_on", day(before.effective_on), day(effective_on));
        let happened = before.terms.told(&terms, happened);
        Ok(Decided::one(Self { state, name, effective_on, terms, author_id: Some(by), ..self }, happened))
    }

    /// Puts it in force: not by its author (I-18), not over its own cap (N-45); a published plan stays as it is.
    pub fn publish(self, by: UserId, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, PlanEvent::Publish)?;
        if self.state == PlanState::Published {
            return Ok(Decided::unchanged(self));
        }
        own_matter::refuse(Matter::Plan, Some(by), self.author_id)?;
        let (sum_bp, cap_bp) = (self.terms.max_rate_on_line(), self.terms.cap_bp);
        if sum_bp > cap_bp {
            return Err(Refusal::OverCap { sum_bp, cap_bp });
        }
        let happened =
            Event::new(EventName::PlanVersionPublished, self.id, None).with("number", self.number).changed("state", self.state, state);
        Ok(Decided::one(Self { state, published_by: Some(by), published_at: Some(at), ..self }, happened))
    }
}

/// Of all published plans, the one in force for a sale date: the newest that has begun; of two from the same day the higher number.
pub fn in_force(plans: &[Plan], sale_on: Date) -> Option<&Plan> {
    let begun = |plan: &&Plan| plan.state == PlanState::Published && plan.effective_on.is_none_or(|from| from <= sale_on);
    plans.iter().filter(begun).max_by_key(|plan| (plan.effective_on, plan.number))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Word;
    use crate::own_matter::OwnMatter;
    use uuid::Uuid;

    fn default_terms() -> Terms {
        Terms {
            first_sale_bp: 1_000,
            residual_steps: [300, 200, 100].map(|rate_bp| Step { months: Some(12), rate_bp }).to_vec(),
            new_line_bp: 700,
            new_line_months: 24,
            farmer_bp: 200,
            key_account_bp: 200,
            cap_bp: 1_500,
            clawback_days: Some(90),
            tail_days: 60,
            late_residual_days: 365,
            handoff_holdback_bp: 0,
        }
    }

    /// The plan of a fresh database.
    pub(crate) fn default_plan() -> Plan {
        Plan {
            id: PlanId::new(Uuid::from_u128(1)),
            version: 1,
            number: 1,
            name: "Default".to_owned(),
            state: PlanState::Published,
            effective_on: None,
            currency: None,
            terms: default_terms(),
            author_id: None,
            published_by: None,
            published_at: None,
            created_at: Instant::UNIX_EPOCH,
        }
    }

    fn draft() -> Plan {
        let new = NewPlan {
            id: PlanId::new(Uuid::from_u128(2)),
            number: 2,
            name: "2027".to_owned(),
            effective_on: Some("2027-01-01".parse().unwrap()),
            currency: None,
            terms: default_terms(),
            author_id: UserId::new(Uuid::from_u128(1)),
            at: Instant::UNIX_EPOCH,
        };
        Plan::draft(new).state
    }

    #[test]
    fn the_norms_that_plans_set_are_those_that_a_plan_tells_and_by_default_they_agree() {
        let terms = default_terms();
        for key in NormKey::ALL {
            assert_eq!(terms.norm(*key), key.set_by_plan().then(|| key.default()), "{key}");
        }
        assert!(terms.max_rate_on_line() <= terms.cap_bp);
        let forever = Terms { residual_steps: vec![Step { months: Some(6), rate_bp: 300 }, Step { months: None, rate_bp: 50 }], ..terms };
        assert_eq!([0, 12, 24, 36].map(|months| forever.residual_after(months)), [300, 50, 50, 50]);
        let never = Terms { residual_steps: Vec::new(), clawback_days: None, ..forever };
        assert_eq!((never.residual_after(0), never.norm(NormKey::ClawbackDays)), (0, Some(NormValue::Unlimited)));
    }

    #[test]
    fn i18_its_author_does_not_publish_it() {
        let (author, director) = (UserId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
        assert_eq!(
            draft().publish(author, Instant::UNIX_EPOCH),
            Err(Refusal::OwnMatter(OwnMatter { user_id: author, matter: Matter::Plan }))
        );
        let published = draft().publish(director, Instant::UNIX_EPOCH).unwrap().state;
        assert_eq!((published.state, published.published_by), (PlanState::Published, Some(director)));
        assert!(published.clone().publish(author, Instant::UNIX_EPOCH).unwrap().events.is_empty());
        assert!(published.clone().revise(PlanChange::default(), author).is_err());
    }

    #[test]
    fn n45_a_plan_over_its_own_cap_is_not_published() {
        let greedy = Plan { terms: Terms { cap_bp: 499, first_sale_bp: 1, new_line_bp: 1, ..draft().terms }, ..draft() };
        assert_eq!(
            greedy.publish(UserId::new(Uuid::from_u128(2)), Instant::UNIX_EPOCH),
            Err(Refusal::OverCap { sum_bp: 500, cap_bp: 499 })
        );
    }

    #[test]
    fn the_newest_published_plan_that_has_begun_is_in_force() {
        let next_year = draft().publish(UserId::new(Uuid::from_u128(2)), Instant::UNIX_EPOCH).unwrap().state;
        let plans = [default_plan(), next_year, Plan { number: 3, effective_on: Some("2026-01-01".parse().unwrap()), ..draft() }];
        let number = |on: &str| in_force(&plans, on.parse().unwrap()).map(|plan| plan.number);
        assert_eq!([number("1999-01-01"), number("2026-12-31"), number("2027-01-01")], [Some(1), Some(1), Some(2)]);
    }
}
