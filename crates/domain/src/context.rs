//! What a time-dependent decision needs besides the aggregate: the clock, the norms and the calendar.

use crate::calendar::Calendar;
use crate::norms::{NormKey, Norms};
use crate::{Date, Instant};

/// The present moment, and the norms and the calendar that deadlines are counted by.
#[derive(Clone, Copy, Debug)]
pub struct DecisionContext<'a> {
    pub now: Instant,
    /// The norms in force today.
    pub norms: &'a Norms,
    /// The company calendar.
    pub calendar: &'a Calendar,
}

impl DecisionContext<'_> {
    /// The civil date in the company's time zone.
    pub fn today(&self) -> Date {
        self.calendar.date(self.now)
    }

    /// The deadline that is as many business days away as `norm` says.
    pub fn business_days(&self, norm: NormKey) -> Instant {
        self.calendar.deadline(self.now, self.norms.count(norm))
    }
}
