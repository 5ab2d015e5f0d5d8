//! What time does to a contract: its plan's periods end, its last day comes near, its last day is over (§3.15).

use chrono::Days;

use super::{Contract, ContractEvent, ContractState, next, text};
use crate::dossier::Refusal;
use crate::dossier::plan::{PlanItem, Progress};
use crate::sales::bought::Bought;
use crate::{Bp, Date, Decided, EventName};

/// So many days before its last day the curator is told.
const EXPIRING_DAYS: Days = Days::new(30);

/// What the clock found.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticked {
    pub decided: Decided<Contract>,
    /// The last period that was judged and not met.
    pub missed: Option<(PlanItem, Progress)>,
    /// The last period that was judged was met: what was missed before is over.
    pub met: bool,
    /// Its last day has just come near.
    pub nears_its_end: bool,
}

impl Contract {
    /// The discount of its purchase plan on `day`: from the signing and the first day on, up to the last day, and not once it is performed
    /// or terminated.
    pub fn discount_on(&self, day: Date) -> Option<Bp> {
        let plan = self.purchase_plan.as_ref()?;
        let has_begun = self.signed_on.is_some_and(|on| on <= day) && self.valid_from_on.is_none_or(|from| from <= day);
        let ends = [self.performed_on, self.terminated_on];
        let is_over = self.valid_until_on.is_some_and(|last| last < day) || ends.into_iter().flatten().any(|on| on <= day);
        (has_begun && !is_over).then_some(plan.discount_bp)
    }

    /// The next day on which the clock has something to do with it.
    pub fn clock_on(&self) -> Option<Date> {
        if self.state != ContractState::Signed {
            return None;
        }
        let judged = self.purchase_plan.as_ref().and_then(|plan| plan.next_end(self.judged_on));
        [judged, self.told_on(), self.over_on()].into_iter().flatten().min()
    }

    fn told_on(&self) -> Option<Date> {
        self.valid_until_on.filter(|_| !self.expiring).map(|until| until.checked_sub_days(EXPIRING_DAYS).unwrap_or(Date::MIN))
    }

    fn over_on(&self) -> Option<Date> {
        self.valid_until_on.and_then(|until| until.succ_opt())
    }

    /// All that is due on `today`. Periods of the plan are judged before the contract expires.
    pub fn tick(self, bought: &[Bought], today: Date) -> Result<Ticked, Refusal> {
        let is_due = |day: Option<Date>| day.is_some_and(|day| day <= today);
        let (over, nears_its_end) = (is_due(self.over_on()), is_due(self.told_on()) && !is_due(self.over_on()));
        let ended = self.purchase_plan.as_ref().map(|plan| plan.ended(self.judged_on, bought, today)).unwrap_or_default();
        let last = ended.last().map(|(item, progress)| ((*item).clone(), progress.clone()));
        let judged_on = if ended.is_empty() { self.judged_on } else { Some(today) };
        let mut event = self.event(EventName::ContractUpdated).changed_if("judged_on", self.judged_on.map(text), judged_on.map(text));
        if nears_its_end {
            event = event.changed("expiring", false, true);
        }
        let told = Self { judged_on, expiring: self.expiring || nears_its_end, ..self };
        let decided = if event.facts.is_empty() { Decided::unchanged(told) } else { Decided::one(told, event) };
        let decided = decided.then(|contract| if over { contract.expire() } else { Ok(Decided::unchanged(contract)) })?;
        let met = last.as_ref().is_some_and(|(_, progress)| progress.met == Some(true));
        Ok(Ticked { decided, missed: last.filter(|_| !met), met, nears_its_end })
    }

    fn expire(mut self) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, ContractEvent::Expire)?;
        let event = self.event(EventName::ContractExpired).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }
}
