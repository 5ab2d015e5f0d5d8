//! Calls: reported by telephony, matched, disposed of.

use super::table::Table;
use crate::list::Counting;

mod availabilities;
mod call_reports;
mod calls;
mod dispose_call;
mod dispute_review;
mod inbox;
mod match_call;
mod missed_calls;
mod resolve_review;
mod reviews;
mod scorecards;
mod suppressions;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(calls::create_call)
        .service(calls::batch_calls)
        .service(calls::list_calls)
        .service(Counting::<app::calling::CallFilter, _>::at("/calls", "calls"))
        .service(calls::get_call)
        .service(call_reports::list_call_reports)
        .service(match_call::match_call)
        .service(dispose_call::dispose_call)
        .service(reviews::review_call)
        .service(inbox::list_candidates)
        .service(inbox::dismiss_call)
        .service(inbox::unmatch_call)
        .service(inbox::assign_call)
        .service(inbox::match_inbox)
        .service(calls::list_call_inbox)
        .service(suppressions::create_suppression)
        .service(suppressions::batch_suppressions)
        .service(suppressions::list_suppressions)
        .service(Counting::<app::calling::SuppressionFilter, _>::at("/suppressions", "calls"))
        .service(suppressions::get_suppression)
        .service(suppressions::lift_suppression);
}

/// The quality of calls, and those that nobody answered.
pub fn configure_quality(table: &mut impl Table) {
    table
        .service(scorecards::create_scorecard)
        .service(scorecards::list_scorecards)
        .service(scorecards::get_scorecard)
        .service(scorecards::patch_scorecard)
        .service(reviews::create_review)
        .service(reviews::list_reviews)
        .service(Counting::<app::calling::ReviewFilter, _>::at("/call-reviews", "calls"))
        .service(reviews::get_review)
        .service(dispute_review::dispute_review)
        .service(resolve_review::resolve_review)
        .service(reviews::list_review_samples)
        .service(availabilities::create_availability)
        .service(availabilities::list_availabilities)
        .service(Counting::<app::calling::AvailabilityFilter, _>::at("/availabilities", "calls"))
        .service(availabilities::get_availability)
        .service(missed_calls::list_missed_calls)
        .service(Counting::<app::calling::MissedCallFilter, _>::at("/missed-calls", "calls"))
        .service(missed_calls::get_missed_call)
        .service(missed_calls::take_missed_call)
        .service(missed_calls::dismiss_missed_call);
}
