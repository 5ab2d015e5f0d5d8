//! The rules in force: norms, calendar, published commission plans, loaded once a second at most.

use domain::calendar::Calendar;
use domain::commission::Plan;
use domain::norms::Norms;
use domain::{DecisionContext, Instant};

/// Norms, calendar and plans as they are in force now.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Every number of RULES.md §7.
    pub norms: Norms,
    /// The company's calendar.
    pub calendar: Calendar,
    /// Every published plan of commission.
    pub plans: Vec<Plan>,
}

impl Rules {
    /// What decisions at `now` that depend on time are given.
    pub const fn decision_context(&self, now: Instant) -> DecisionContext<'_> {
        DecisionContext { now, norms: &self.norms, calendar: &self.calendar }
    }
}
