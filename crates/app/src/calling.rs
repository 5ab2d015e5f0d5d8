//! Calls: reported by telephony, matched to people, disposed of by them.

mod answers;
mod assign_call;
mod availabilities;
mod calls;
mod candidates;
mod claim_task;
mod conversation;
mod create_client;
mod dismiss_call;
mod dismiss_missed_call;
mod dispose_call;
mod dispute_review;
mod fold_report;
mod match_call;
mod match_inbox;
mod missed_calls;
mod read_report;
mod record_call;
mod report_activity;
mod report_quality;
mod resolve_review;
mod result_task;
mod review_call;
mod review_samples;
mod reviews;
mod scorecards;
mod suppressions;
mod take_missed_call;
mod unmatch_call;

pub use assign_call::assign_call;
pub(crate) use availabilities::begin as begin_availability;
pub use availabilities::{Said, get_availability, list_availabilities, set_availability};
pub use calls::{get_call, list_call_inbox, list_calls};
pub use candidates::list_candidates;
pub use claim_task::claim_task;
pub use dismiss_call::dismiss_call;
pub use dismiss_missed_call::dismiss_missed_call;
pub use dispose_call::{NewDisposition, dispose_call};
pub use dispute_review::dispute_review;
pub use match_call::match_call;
pub use match_inbox::{InboxMatch, MOST as MOST_MATCHED, Matched, Which, Whose, match_inbox};
pub use missed_calls::{get_missed_call, list_missed_calls};
pub use persistence::calling::{AvailabilityFilter, CallFilter, MissedCallFilter, ReviewFilter, ScorecardFilter, SuppressionFilter};
pub use read_report::read_report;
pub(crate) use read_report::{own_calendar, reading};
pub(crate) use record_call::record;
pub use record_call::{Recorded, record_call};
pub use report_activity::{
    ActivityFilter, ActivityQuestion, ActivityReport, DaysFilter, MOST_DAYS, MOST_DAYS_BY_HOUR, days_of, report_activity,
};
pub use report_quality::{QualityReport, report_quality};
pub use resolve_review::resolve_review;
pub use result_task::{TaskResult, TaskSaid, result_task};
pub use review_call::{GivenReview, add_review, review_call};
pub use review_samples::{ReviewSample, SampleFilter, list_review_samples};
pub use reviews::{get_review, list_reviews};
pub use scorecards::{add_scorecard, get_scorecard, list_scorecards, update_scorecard};
pub use suppressions::{add_suppression, get_suppression, lift_suppression, list_suppressions};
pub use take_missed_call::take_missed_call;
pub use unmatch_call::unmatch_call;

use std::sync::Arc;

use domain::calling::report::Report;
use domain::{Instant, IntegrationId, UserId};

use crate::actor::Reporting;

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
    /// The body as it came, with what came with it.
    pub came: Came,
}

/// The body of a report as it came.
#[derive(Clone, Debug)]
pub enum Came {
    /// With a key, as our own API wants it.
    Now { body: String, content_type: Option<String>, remote_address: Option<String> },
    /// At this instant; it has been stored already.
    Stored { received_at: Instant },
}

/// The integration that reports.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub id: IntegrationId,
    pub name: String,
    pub reporting: Arc<Reporting>,
}

impl Source {
    /// Who goes by which name: as the integration says, else by the extension of the account.
    fn named(&self, extensions: Vec<(String, UserId)>) -> Vec<(String, UserId)> {
        let agents = self.reporting.agents.iter().map(|agent| (agent.agent_ref.clone(), agent.user_id));
        agents.chain(extensions).collect()
    }
}
