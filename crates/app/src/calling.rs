//! Calls: reported by telephony, matched to people, disposed of by them.

mod calls;
mod conversation;
mod create_client;
mod dispose_call;
mod dispute_review;
mod fold_report;
mod match_call;
mod read_report;
mod record_call;
mod resolve_review;
mod review_call;
mod review_samples;
mod reviews;
mod scorecards;
mod suppressions;

pub use calls::{get_call, list_call_inbox, list_calls};
pub use dispose_call::{NewDisposition, dispose_call};
pub use dispute_review::dispute_review;
pub use match_call::match_call;
pub use persistence::calling::{CallFilter, ReviewFilter, ScorecardFilter, SuppressionFilter};
pub use read_report::read_report;
pub use record_call::{Recorded, record_call};
pub use suppressions::{add_suppression, get_suppression, lift_suppression, list_suppressions};
pub use resolve_review::resolve_review;
pub use review_call::{GivenReview, add_review, review_call};
pub use review_samples::{ReviewSample, SampleFilter, list_review_samples};
pub use reviews::{get_review, list_reviews};
pub use scorecards::{add_scorecard, get_scorecard, list_scorecards, update_scorecard};

use domain::IntegrationId;
use domain::calling::report::Report;

/// A report as it was posted.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The id by which the source knows the call.
    pub external_call_id: String,
    /// The id of this event, where the source gives one.
    pub event_id: Option<String>,
    /// What it says.
    pub report: Report,
    /// Does it say who began, be it in a word that nobody can read?
    pub says_direction: bool,
    /// The body as it came.
    pub raw: String,
}

/// The integration that reports.
#[derive(Clone, Debug)]
struct Source {
    id: IntegrationId,
    name: String,
}
