//! Folds the reports of telephony, in whatever order and however often they come, into one call (§3.3, I-3, E-12, E-14).
//!
//! Knows no encoding and no provider. Of two reports that contradict each other the later one wins, except that a call never goes
//! back: an answered call stays answered and its state only advances.

use chrono::Duration;

use super::{Call, CallOutcome, CallState};
use crate::clients::Direction;
use crate::clients::contact_history::Misdated;
use crate::ids::{CallId, IntegrationId};
use crate::phone::Phone;
use crate::{Instant, Word};

/// SHA-256 of a report's id, or of its body where it has none: two reports with one fingerprint are the same report.
pub type Fingerprint = [u8; 32];

/// What one report of telephony says about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub direction: Direction,
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
    /// E-12: the provider's order, else the time of what happened, then of its arrival.
    fn place(&self) -> (Option<i64>, Instant, Instant, i32, Fingerprint) {
        let report = &self.report;
        let happened = report.occurred_at.or(report.ended_at).or(report.answered_at).or(report.started_at).unwrap_or(self.received_at);
        (report.sequence, happened, self.received_at, self.ordinal, self.fingerprint)
    }
}

/// Of two outcomes the one with the higher weight counts: answered, then a definite failure, then unknown.
const fn weight(outcome: CallOutcome) -> u8 {
    match outcome {
        CallOutcome::Unknown => 0,
        CallOutcome::NoAnswer
        | CallOutcome::Busy
        | CallOutcome::Rejected
        | CallOutcome::Canceled
        | CallOutcome::Unreachable
        | CallOutcome::InvalidNumber
        | CallOutcome::Failed => 1,
        CallOutcome::Answered | CallOutcome::Voicemail => 2,
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
    /// When the first of them arrived.
    pub received_at: Instant,
}

/// Folds all reports of one call; `None` of none.
pub fn fold<'e>(events: impl IntoIterator<Item = &'e CallEvent>) -> Option<FoldedCall> {
    let mut events: Vec<&CallEvent> = events.into_iter().collect();
    events.sort_unstable_by_key(|event| event.place());
    let reports = || events.iter().rev().map(|event| &event.report);
    let newest = reports().next()?;
    let received_at = events.iter().map(|event| event.received_at).min()?;
    // The newest report of the weightiest outcome; its own words go with it.
    let heaviest = reports().filter_map(|report| report.outcome.map(weight)).max();
    let verdict = heaviest.and_then(|heaviest| reports().find(|report| report.outcome.map(weight) == Some(heaviest)));
    let ended_at = reports().filter_map(|report| report.ended_at).max();
    let total_seconds = reports().find_map(|report| report.total_seconds);
    let told_start = reports().filter_map(|report| report.started_at).min();
    let derived_start = || ended_at.zip(total_seconds).map(|(ended, total)| ended - Duration::seconds(i64::from(total)));
    let started_at = told_start.or_else(derived_start);
    // The phone and its raw spelling come from one report: the newest that could be read, else the newest at all.
    let phoned =
        reports().find(|report| report.client_phone.is_some()).or_else(|| reports().find(|report| report.client_phone_raw.is_some()));
    Some(FoldedCall {
        direction: newest.direction,
        state: reports().map(Report::rank).max().unwrap_or(CallState::Initiated),
        client_phone_raw: phoned.and_then(|report| report.client_phone_raw.clone()),
        client_phone: phoned.and_then(|report| report.client_phone.clone()),
        line_phone: reports().find_map(|report| report.line_phone.clone()),
        agent_ref: reports().find_map(|report| report.agent_ref.clone()),
        started_at: started_at.unwrap_or(received_at),
        time_estimated: started_at.is_none(),
        answered_at: reports().filter_map(|report| report.answered_at).min(),
        ended_at,
        ring_seconds: reports().find_map(|report| report.ring_seconds),
        talk_seconds: reports().find_map(|report| report.talk_seconds),
        total_seconds,
        outcome: verdict.and_then(|report| report.outcome),
        outcome_raw: verdict.and_then(|report| report.outcome_raw.clone()),
        recording_url: reports().find_map(|report| report.recording_url.clone()),
        received_at,
    })
}

impl Call {
    /// A new call.
    pub fn begin(id: CallId, integration_id: IntegrationId, source: &str, external_call_id: &str, folded: FoldedCall) -> Self {
        Self {
            id,
            version: 0,
            source: source.to_owned(),
            external_call_id: external_call_id.to_owned(),
            integration_id,
            client_id: None,
            candidate_ids: Vec::new(),
            user_id: None,
            direction: folded.direction,
            client_phone_raw: folded.client_phone_raw,
            client_phone: folded.client_phone,
            line_phone: folded.line_phone,
            agent_ref: folded.agent_ref,
            state: folded.state,
            started_at: folded.started_at,
            time_estimated: folded.time_estimated,
            answered_at: folded.answered_at,
            ended_at: folded.ended_at,
            ring_seconds: folded.ring_seconds,
            talk_seconds: folded.talk_seconds,
            total_seconds: folded.total_seconds,
            outcome: folded.outcome,
            outcome_raw: folded.outcome_raw,
            recording_url: folded.recording_url,
            activity_id: None,
            disposition: None,
            disposition_by: None,
            disposition_at: None,
            disposition_conflict: false,
            callback_at: None,
            note: None,
            meeting_id: None,
            received_at: folded.received_at,
        }
    }

    /// The call with newly folded reports; what people have recorded about it is kept.
    #[must_use]
    pub fn refold(self, folded: FoldedCall) -> Self {
        let before = self;
        let folded = Self::begin(before.id, before.integration_id, &before.source, &before.external_call_id, folded);
        Self {
            version: before.version,
            client_id: before.client_id,
            candidate_ids: before.candidate_ids,
            user_id: before.user_id,
            activity_id: before.activity_id,
            disposition: before.disposition,
            disposition_by: before.disposition_by,
            disposition_at: before.disposition_at,
            disposition_conflict: before.disposition_conflict,
            callback_at: before.callback_at,
            note: before.note,
            meeting_id: before.meeting_id,
            ..folded
        }
    }
}

/// The outcome that a provider's word means; unknown words become `unknown`, and the word itself is kept beside (an open list).
pub fn parse_outcome(word: &str) -> CallOutcome {
    CallOutcome::parse(word).unwrap_or(CallOutcome::Unknown)
}

#[cfg(test)]
mod tests;
