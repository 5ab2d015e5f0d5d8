//! Folds the reports of telephony, in whatever order and however often they come, into one call (§3.3, I-3, E-12, E-14).
//!
//! Knows no encoding and no provider. Of two reports that contradict each other the later one wins, except that a call never goes
//! back: an answered call stays answered, its state only advances, and what was talked on one leg is not undone by another
//! ([`legs`](super::legs)). When a report arrived decides nothing: the same reports in any order are the same call.

mod refold;

use chrono::Duration;

use super::legs::together;
use super::report::{CallEvent, Report, is_failure};
use super::{AnsweredBy, CallOutcome, CallState, Leg, RecordingState, Signature};
use crate::Instant;
use crate::clients::Direction;
use crate::phone::Phone;

/// A call as all its reports together describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedCall {
    pub direction: Direction,
    pub state: CallState,
    pub client_phone_raw: Option<String>,
    pub client_phone: Option<Phone>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    pub started_at: Instant,
    pub time_estimated: bool,
    pub answered_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub ring_seconds: Option<i32>,
    pub talk_seconds: Option<i32>,
    pub total_seconds: Option<i32>,
    pub outcome: Option<CallOutcome>,
    pub outcome_raw: Option<String>,
    pub external_leg_id: Option<String>,
    pub sip_code: Option<i32>,
    pub q850_cause: Option<i32>,
    pub answered_by: Option<AnsweredBy>,
    pub recording_url: Option<String>,
    pub recording_id: Option<String>,
    pub recording_state: Option<RecordingState>,
    pub sequence: Option<i64>,
    pub signature: Option<Signature>,
    pub legs: Vec<Leg>,
    /// When the first of them arrived.
    pub received_at: Instant,
}

/// Folds all reports of one call; `None` of none.
pub fn fold<'e>(events: impl IntoIterator<Item = &'e CallEvent>) -> Option<FoldedCall> {
    let mut events: Vec<&CallEvent> = events.into_iter().collect();
    events.sort_unstable_by_key(|event| event.place());
    let in_order: Vec<&Report> = events.iter().map(|event| &event.report).collect();
    let reports = || in_order.iter().rev().copied();
    let received_at = events.iter().map(|event| event.received_at).min()?;
    let together = together(&in_order);
    let ended_at = reports().filter_map(|report| report.ended_at).max();
    let total_seconds = reports().filter_map(|report| report.total_seconds).max();
    let told_start = reports().filter_map(|report| report.started_at).min();
    let less = |(ended, total): (Instant, i32)| ended - Duration::seconds(i64::from(total));
    let derived_start = || reports().filter_map(|report| report.ended_at.zip(report.total_seconds)).map(less).min();
    let started_at = told_start.or_else(derived_start).or_else(|| ended_at.zip(total_seconds).map(less));
    let answered_at = reports().filter_map(|report| report.answered_at).min();
    // Whatever is not told: nothing begins after it was answered or has ended.
    let talked = Duration::seconds(i64::from(together.talk_seconds.unwrap_or(0)));
    let estimated = || ended_at.map(|at| at - talked).into_iter().chain(answered_at).fold(received_at, std::cmp::min);
    // The phone and its raw spelling come from one report: the newest that could be read, else the newest at all.
    let phoned =
        reports().find(|report| report.client_phone.is_some()).or_else(|| reports().find(|report| report.client_phone_raw.is_some()));
    // A leg that failed rang for itself.
    let rang = || reports().filter(|report| !report.outcome.is_some_and(is_failure)).find_map(|report| report.ring_seconds);
    let answered_by = reports().find_map(|report| report.answered_by);
    // A cause belongs to the outcome that holds; where that report names none, to the newest that does.
    let of_verdict = |cause: fn(&Report) -> Option<i32>| together.verdict.and_then(cause).or_else(|| reports().find_map(cause));
    // What is there already is named rather than what is only promised.
    let recorded = || reports().filter(|report| recording_state(report) == Some(RecordingState::Ready));
    Some(FoldedCall {
        // Who says nothing of it has dialled, as boxes do that report what they were told to do.
        direction: reports().find_map(|report| report.direction).unwrap_or(Direction::Outbound),
        state: reports().map(Report::rank).max().unwrap_or(CallState::Initiated),
        client_phone_raw: phoned.and_then(|report| report.client_phone_raw.clone()),
        client_phone: phoned.and_then(|report| report.client_phone.clone()),
        line_phone: reports().find_map(|report| report.line_phone.clone()),
        agent_ref: together.agent_ref,
        started_at: started_at.unwrap_or_else(estimated),
        time_estimated: started_at.is_none(),
        answered_at,
        ended_at,
        ring_seconds: rang().or_else(|| reports().find_map(|report| report.ring_seconds)),
        talk_seconds: together.talk_seconds,
        total_seconds,
        outcome: together.verdict.and_then(|report| report.outcome).map(|outcome| taken_by(answered_by, outcome)),
        outcome_raw: together.verdict.and_then(|report| report.outcome_raw.clone()),
        external_leg_id: reports().find_map(|report| report.external_leg_id.clone()),
        sip_code: of_verdict(|report| report.sip_code),
        q850_cause: of_verdict(|report| report.q850_cause),
        answered_by,
        recording_url: reports().find_map(|report| report.recording_url.clone()),
        recording_id: recorded()
            .find_map(|report| report.recording_id.clone())
            .or_else(|| reports().find_map(|report| report.recording_id.clone())),
        recording_state: reports().filter_map(recording_state).max(),
        sequence: reports().filter_map(|report| report.sequence).max(),
        signature: reports().filter_map(|report| report.signature).max(),
        legs: together.legs,
        received_at,
    })
}

/// A call that a machine took is no answer (§3.3); boxes tell of the machine in one report and of the end in another.
fn taken_by(by: Option<AnsweredBy>, outcome: CallOutcome) -> CallOutcome {
    if by == Some(AnsweredBy::Machine) && outcome == CallOutcome::Answered { CallOutcome::Voicemail } else { outcome }
}

/// An address or a name without a word about it is a recording that is there.
fn recording_state(report: &Report) -> Option<RecordingState> {
    let named = report.recording_url.is_some() || report.recording_id.is_some();
    report.recording_state.or_else(|| named.then_some(RecordingState::Ready))
}

#[cfg(test)]
mod tests;
