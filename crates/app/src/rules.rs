//! The rules in force: norms and calendar, loaded once a second at most.

use domain::calendar::Calendar;
use domain::norms::Norms;

/// Norms and calendar as they are in force now.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Every number of domain.md §7.
    pub norms: Norms,
    /// The company's calendar.
    pub calendar: Calendar,
}
