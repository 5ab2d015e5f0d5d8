//! Folds the reports of telephony, in whatever order and however often they come, into one call (§3.3, I-3, E-12, E-14).
//!
//! Knows no encoding and no provider. Of two reports that contradict each other the later one wins, except that a call never goes
//! back: an answered call stays answered, its state only advances, and what was talked on one leg is not undone by another
//! ([`legs`](super::legs)). When a report arrived decides nothing: the same reports in any order are the same call.

mod refold;

use chrono::Duration;

use super::legs::{Leg, together};
use super::{CallOutcome, CallState};
use crate::Instant;
use crate::clients::Direction;
use crate::clients::contact_history::Misdated;
use crate::phone::Phone;

/// SHA-256 of a report's id, or of its body where it has none: two reports with one fingerprint are the same report.
pub type Fingerprint = [u8; 32];

/// What one report of telephony says about a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// `None`: it does not say.
    pub direction: Option<Direction>,
    /// The provider's id of the leg it is about.
    pub external_leg_id: Option<String>,
    /// `None`: it follows from the instants.
    pub state: Option<CallState>,
    pub client_phone_raw: Option<String>,
    pub client_phone: Option<Phone>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    pub started_at: Option<Instant>,
    pub answered_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub ring_seconds: Option<i32>,
    pub talk_seconds: Option<i32>,
    pub total_seconds: Option<i32>,
    pub outcome: Option<CallOutcome>,
    pub outcome_raw: Option<String>,
    pub recording_url: Option<String>,
    /// The provider's own order, where it has one.
    pub sequence: Option<i64>,
    /// When the event happened, where it differs from the call's own instants.
    pub occurred_at: Option<Instant>,
}

/// A report that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEvent {
    pub fingerprint: Fingerprint,
    pub received_at: Instant,
    /// How many reports of the call had arrived before it.
    pub ordinal: i32,
    pub report: Report,
}

impl Report {
    /// E-42: the member with an impossible time, if there is one.
    pub fn misdated(&self, now: Instant) -> Option<(&'static str, Misdated)> {
        let members = [
            ("started_at", self.started_at),
            ("answered_at", self.answered_at),
            ("ended_at", self.ended_at),
            ("occurred_at", self.occurred_at),
        ];
        members.into_iter().find_map(|(member, at)| Some((member, Misdated::find(at?, now)?)))
    }

    /// The first pair of instants in the wrong order: `(too early, what it must not precede)`. Differences within one second are
    /// allowed, since PBXs truncate the fractions of some instants and not of others.
    pub fn out_of_order(&self) -> Option<(&'static str, &'static str)> {
        let pairs = [
            ("answered_at", self.answered_at, "started_at", self.started_at),
            ("ended_at", self.ended_at, "started_at", self.started_at),
            ("ended_at", self.ended_at, "answered_at", self.answered_at),
        ];
        pairs
            .into_iter()
            .find(|(_, later, _, earlier)| later.zip(*earlier).is_some_and(|(later, earlier)| later.timestamp() < earlier.timestamp()))
            .map(|(later, _, earlier, _)| (later, earlier))
    }

    /// How far the call had come when this was reported.
    fn rank(&self) -> CallState {
        let ended = self.ended_at.is_some() || self.outcome.is_some() || self.talk_seconds.is_some() || self.total_seconds.is_some();
        let implied = match (ended, self.answered_at, self.ring_seconds) {
            (true, _, _) => CallState::Ended,
            (false, Some(_), _) => CallState::Answered,
            (false, None, Some(_)) => CallState::Ringing,
            (false, None, None) => CallState::Initiated,
        };
        self.state.map_or(implied, |folded| folded.max(implied))
    }
}

impl CallEvent {
    /// E-12: the provider's order, else the time of what happened; then how far the call had come, and what is said of it.
    fn place(&self) -> impl Ord + use<> {
        let report = &self.report;
        let happened = report.occurred_at.or(report.ended_at).or(report.answered_at).or(report.started_at);
        (report.sequence, happened, report.rank(), report.outcome.map(weight), report.talk_seconds, self.fingerprint)
    }
}

/// Is it a definite failure?
pub(super) const fn is_failure(outcome: CallOutcome) -> bool {
    match outcome {
        CallOutcome::NoAnswer
        | CallOutcome::Busy
        | CallOutcome::Rejected
        | CallOutcome::Canceled
        | CallOutcome::Unreachable
        | CallOutcome::InvalidNumber
        | CallOutcome::Failed => true,
        CallOutcome::Answered | CallOutcome::Voicemail | CallOutcome::Unknown => false,
    }
}

/// An answer or a machine outweighs a failure, and a failure outweighs `unknown`.
pub(super) const fn weight(outcome: CallOutcome) -> u8 {
    match outcome {
        CallOutcome::Unknown => 0,
        failure if is_failure(failure) => 1,
        _ => 2,
    }
}

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
    pub recording_url: Option<String>,
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
    // The phone and its raw spelling come from one report: the newest that could be read, else the newest at all.
    let phoned =
        reports().find(|report| report.client_phone.is_some()).or_else(|| reports().find(|report| report.client_phone_raw.is_some()));
    // A leg that failed rang for itself.
    let rang = || reports().filter(|report| !report.outcome.is_some_and(is_failure)).find_map(|report| report.ring_seconds);
    Some(FoldedCall {
        // Who says nothing of it has dialled, as boxes do that report what they were told to do.
        direction: reports().find_map(|report| report.direction).unwrap_or(Direction::Outbound),
        state: reports().map(Report::rank).max().unwrap_or(CallState::Initiated),
        client_phone_raw: phoned.and_then(|report| report.client_phone_raw.clone()),
        client_phone: phoned.and_then(|report| report.client_phone.clone()),
        line_phone: reports().find_map(|report| report.line_phone.clone()),
        agent_ref: together.agent_ref,
        started_at: started_at.unwrap_or(received_at),
        time_estimated: started_at.is_none(),
        answered_at: reports().filter_map(|report| report.answered_at).min(),
        ended_at,
        ring_seconds: rang().or_else(|| reports().find_map(|report| report.ring_seconds)),
        talk_seconds: together.talk_seconds,
        total_seconds,
        outcome: together.verdict.and_then(|report| report.outcome),
        outcome_raw: together.verdict.and_then(|report| report.outcome_raw.clone()),
        recording_url: reports().find_map(|report| report.recording_url.clone()),
        legs: together.legs,
        received_at,
    })
}

#[cfg(test)]
mod tests;
