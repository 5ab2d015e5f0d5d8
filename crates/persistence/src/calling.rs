//! Calls, the reports that they are folded from, and the employee and clients whom an extension and a number name.

mod activity;
mod availabilities;
mod call_events;
mod calls;
mod candidates;
mod intakes;
mod missed_calls;
mod parties;
mod record;
mod reviews;
mod scorecards;
mod suppressions;

pub use activity::{Counted, Counts};
pub use availabilities::{Availabilities, AvailabilityFilter};
pub use calls::CallFilter;
pub(crate) use calls::call;
pub use intakes::IntakeFilter;
pub use missed_calls::{MissedCallFilter, MissedCalls};
pub use parties::Parties;
pub use reviews::{CallReviews, ReviewFilter, Sampling};
pub use scorecards::ScorecardFilter;
pub(crate) use scorecards::scorecard;
pub use suppressions::{SuppressionFilter, Suppressions};

use crate::prelude::*;

repository! {
    /// Calls.
    Calls: calls
}
