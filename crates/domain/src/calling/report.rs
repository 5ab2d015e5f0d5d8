//! One report of telephony: what it says of a call, in whichever order it arrives (RULES.md §3.3, E-12, E-42).

use super::{CallOutcome, CallState};
use crate::Instant;
use crate::clients::Direction;
use crate::clients::contact_history::Misdated;
use crate::phone::Phone;

crate::words! {
    /// Who took the call, as far as telephony can tell a person from a machine.
    pub enum AnsweredBy { Human = "human", Machine = "machine", Unknown = "unknown" }

    /// How far the recording of a call has come.
    pub enum RecordingState { None = "none", Pending = "pending", Ready = "ready" }

    /// How whoever reported the call showed who he is, the surest first: he signed the body, he has a key, he knows a secret that travels
    /// in the clear.
    pub enum Signature { Verified = "verified", Key = "key", Secret = "secret" }
}

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
    /// The final SIP status.
    pub sip_code: Option<i32>,
    /// The cause by Q.850.
    pub q850_cause: Option<i32>,
    pub answered_by: Option<AnsweredBy>,
    pub recording_url: Option<String>,
    /// The provider's id of the recording.
    pub recording_id: Option<String>,
    pub recording_state: Option<RecordingState>,
    /// The provider's own order, where it has one.
    pub sequence: Option<i64>,
    /// When the event happened, where it differs from the call's own instants.
    pub occurred_at: Option<Instant>,
    /// How whoever sent it showed who he is.
    pub signature: Option<Signature>,
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

    /// Does it say itself that nobody was spoken to? A box that reports the ringing as talk does not make it one.
    pub(super) fn is_silent(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome == CallOutcome::Voicemail || is_failure(outcome))
    }

    /// How far the call had come when this was reported.
    pub(super) fn rank(&self) -> CallState {
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
    pub(super) fn place(&self) -> impl Ord + use<> {
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
