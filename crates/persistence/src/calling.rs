//! Calls, the reports that they are folded from, and the employee and clients whom an extension and a number name.

mod call_events;
mod calls;
mod parties;
mod record;
mod reviews;
mod scorecards;
mod suppressions;

pub use calls::CallFilter;
pub(crate) use calls::call;
pub use parties::Parties;
pub use reviews::{CallReviews, ReviewFilter, Sampling};
pub use scorecards::ScorecardFilter;
pub use suppressions::{SuppressionFilter, Suppressions};

use crate::prelude::*;

repository! {
    /// Calls.
    Calls: calls
}
