//! The rules in force: norms, calendar, published commission plans. Who reads takes them from memory, where they are a second old at
//! most; who writes goes by those of his own transaction.

use domain::calendar::Calendar;
use domain::commission::Plan;
use domain::norms::Norms;
use domain::{DecisionContext, Instant};
use persistence::RulesVersion;

/// Norms, calendar and plans as they are in force now.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Every number of RULES.md §7.
    pub norms: Norms,
    /// The company's calendar.
    pub calendar: Calendar,
    /// Every published plan of commission.
    pub plans: Vec<Plan>,
    /// How far they had come when they were loaded.
    pub version: RulesVersion,
}

impl Rules {
    /// What decisions at `now` that depend on time are given.
    pub const fn decision_context(&self, now: Instant) -> DecisionContext<'_> {
        DecisionContext { now, norms: &self.norms, calendar: &self.calendar }
    }
}
