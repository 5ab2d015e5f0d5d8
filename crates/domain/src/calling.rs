//! Telephone calls: reports from telephony folded into one call, matched to a client, given a disposition by a person (RULES.md §3.3,
//! E-12 … E-15).

pub mod activity;
mod correction;
pub mod disposition;
pub mod effect;
pub mod fold;
pub mod history;
pub mod inbox;
pub mod intake;
pub mod legs;
pub mod matching;
pub mod missed;
pub mod presence;
pub mod quality;
pub mod reading;
pub mod report;
pub mod review;
pub mod scorecard;
pub mod suppression;

pub use self::report::{AnsweredBy, RecordingState, Signature};

use crate::access::{Role, Standing};
use crate::clients::{Client, Direction};
use crate::ids::{ActivityId, CallId, CallReviewId, CallTaskId, ClientId, IntegrationId, MeetingId, UserId};
use crate::norms::{NormKey, Norms};
use crate::phone::Phone;
use crate::queue::script::Answers;
use crate::{AlreadyDone, Illegal, Instant, Version};

crate::words! {
    /// How far a call has come; the rank only rises (§3.3).
    pub enum CallState { Initiated = "initiated", Ringing = "ringing", Answered = "answered", Ended = "ended" }

    /// What telephony says of a call (openapi/README.md §3.1).
    pub enum CallOutcome {
        Answered = "answered", NoAnswer = "no_answer", Busy = "busy", Rejected = "rejected", Canceled = "canceled", Unreachable = "unreachable",
        InvalidNumber = "invalid_number", Voicemail = "voicemail", Failed = "failed", Unknown = "unknown",
    }

    /// What the call manager says of a conversation (§3.2).
    pub enum DispositionKind {
        MeetingBooked = "meeting_booked", CallbackRequested = "callback_requested", ProposalRequested = "proposal_requested", NotNow = "not_now",
        NoNeed = "no_need", WrongContact = "wrong_contact", WrongNumber = "wrong_number", NotTarget = "not_target", OutOfBusiness = "out_of_business",
        Refused = "refused", DoNotCall = "do_not_call", ExistingClient = "existing_client",
    }
}

/// A command on a call is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state of a script, list, task or suppression does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It has been done, for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// E-15: the call must be matched to a client first.
    #[error("the call belongs to no known client yet: assign it with match first")]
    CallUnmatched,
    /// The call belongs to somebody else already.
    #[error("the call belongs to {client_id}")]
    AlreadyMatched { client_id: ClientId },
    /// Nobody outside took part.
    #[error("an internal call belongs to no client")]
    Internal,
    /// Something has come of it at its client, which cannot be taken back.
    #[error("something has come of the call at its client: it cannot be taken back")]
    HasEffects,
    /// Telephony, or somebody before, has said who spoke.
    #[error("the call is of {user_id}")]
    AlreadyAssigned { user_id: UserId },
    /// §3.2: the disposition could be changed until `until`; now only by the administrator.
    #[error("the disposition could be changed until {}; now only the call-centre administrator can", crate::zulu(*.until))]
    DispositionFinal { said: DispositionKind, until: Instant },
    /// §3.14: only the director lifts a suppression, whatever is said afterwards.
    #[error("the number is suppressed: the director lifts that first, with a proof")]
    Suppressed,
    /// §3.2: the promised callback is not after now, or too far away.
    #[error("due_at must lie in the future and not after {}", crate::zulu(*.latest_at))]
    CallbackOutOfRange { latest_at: Instant },
}

/// What one person, or one try to reach one, had of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The provider's id of it; without one a leg is told by the person.
    pub external_leg_id: Option<String>,
    pub agent_ref: Option<String>,
    /// Who has the extension.
    pub user_id: Option<UserId>,
    pub outcome: Option<CallOutcome>,
    pub talk_seconds: Option<i32>,
    /// As far as it is told or can be worked out.
    pub started_at: Option<Instant>,
    pub ended_at: Option<Instant>,
}

/// A call, folded from its events.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub id: CallId,
    pub version: Version,
    /// The integration's `source`; unique together with `external_call_id`.
    pub source: String,
    pub external_call_id: String,
    pub integration_id: IntegrationId,
    pub client_id: Option<ClientId>,
    /// Several clients share the number (E-15).
    pub candidate_ids: Vec<ClientId>,
    /// Nobody has to find out who it was, for this reason.
    pub dismissed: Option<inbox::CallDismissal>,
    pub user_id: Option<UserId>,
    pub direction: Direction,
    pub client_phone_raw: Option<String>,
    pub client_phone: Option<Phone>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    pub state: CallState,
    pub started_at: Instant,
    /// `started_at` was not reported, but estimated.
    pub time_estimated: bool,
    pub answered_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub ring_seconds: Option<i32>,
    pub talk_seconds: Option<i32>,
    pub total_seconds: Option<i32>,
    pub outcome: Option<CallOutcome>,
    pub outcome_raw: Option<String>,
    /// The provider's id of the leg that the newest report is about.
    pub external_leg_id: Option<String>,
    /// The final SIP status.
    pub sip_code: Option<i32>,
    /// The cause by Q.850.
    pub q850_cause: Option<i32>,
    pub answered_by: Option<AnsweredBy>,
    pub recording_url: Option<String>,
    /// The provider's id of the recording.
    pub recording_id: Option<String>,
    /// `None`: telephony says nothing of a recording.
    pub recording_state: Option<RecordingState>,
    /// The provider's number of the newest report.
    pub sequence: Option<i64>,
    /// How sure it is who reported: as sure as the least sure of the reports.
    pub signature: Option<Signature>,
    /// Each leg, with the part of its person; empty where no report names any.
    pub legs: Vec<Leg>,
    /// The entry of the contact history that was made from it; at most one, whatever arrives later.
    pub activity_id: Option<ActivityId>,
    pub disposition: Option<DispositionKind>,
    pub disposition_by: Option<UserId>,
    pub disposition_at: Option<Instant>,
    /// A second person gave another disposition: the first one remains and the administrator decides (E-12).
    pub disposition_conflict: bool,
    /// When the client asked to be called back.
    pub callback_at: Option<Instant>,
    pub note: Option<String>,
    pub meeting_id: Option<MeetingId>,
    /// The call task of which it is a try, and which attempt it was where it counts as one.
    pub call_task_id: Option<CallTaskId>,
    pub attempt_no: Option<i32>,
    /// What the client answered to the script.
    pub answers: Option<Answers>,
    /// Who has judged it; one review a listener.
    pub review_ids: Vec<CallReviewId>,
    /// When the first event of it arrived.
    pub received_at: Instant,
}

impl Call {
    /// Seconds of talk as far as telephony tells: as the reports tell or measure it, else what is left of the whole after the ringing.
    pub fn talk(&self) -> Option<i64> {
        let rest = || self.total_seconds.map(|total| i64::from(total.saturating_sub(self.ring_seconds.unwrap_or(0)).max(0)));
        self.talk_seconds.map(i64::from).or_else(rest)
    }

    /// §3.1a: does what telephony says count as a conversation (N-20)? Attempts never do (I-9).
    pub fn is_conversation(&self, norms: &Norms) -> bool {
        self.direction != Direction::Internal
            && self.outcome == Some(CallOutcome::Answered)
            && self.talk().is_some_and(|talk| talk >= norms.number(NormKey::ReachedSeconds))
    }

    /// E-13: so old that it belongs to history only and moves no client.
    pub fn is_history(&self, now: Instant, norms: &Norms) -> bool {
        now - self.started_at > chrono::Duration::days(norms.number(NormKey::CallHistoryDays))
    }

    /// E-15: does somebody have to find out which client it was?
    pub fn is_unmatched(&self) -> bool {
        self.client_id.is_none() && self.direction != Direction::Internal
    }

    /// E-15: an answered call from a number that nobody has may be a new client.
    pub fn suggests_new_client(&self) -> bool {
        self.is_unmatched()
            && self.dismissed.is_none()
            && self.client_phone.is_some()
            && self.candidate_ids.is_empty()
            && self.direction == Direction::Inbound
            && self.outcome == Some(CallOutcome::Answered)
    }

    /// Recordings are restricted: to who spoke, to those who review or decide, and to nobody else.
    pub fn may_hear_recording(&self, user: Option<UserId>, roles: &[Role]) -> bool {
        let reviewers =
            [Role::CallCentreAdmin, Role::HeadActiveSales, Role::HeadClientDept, Role::HeadKeyAccounts, Role::Quality, Role::Director];
        user.is_some_and(|user| self.was_spoken_by(user)) || reviewers.iter().any(|role| roles.contains(role))
    }

    /// Who it belongs to: the person who spoke, or the client's people where telephony does not say who spoke (§6 *Own*).
    pub fn standing(&self, client: Option<&Client>) -> Standing {
        match (self.user_id, client) {
            (Some(_), _) => Standing { people: self.holders(), unit: None },
            (None, Some(client)) => client.standing(),
            (None, None) => Standing::default(),
        }
    }
}

/// An outbound call of which nothing is known yet; for tests.
#[cfg(test)]
pub(crate) fn sample() -> Call {
    Call {
        id: CallId::new(uuid::Uuid::from_u128(100)),
        version: 1,
        source: "pbx".into(),
        external_call_id: "1".into(),
        integration_id: IntegrationId::new(uuid::Uuid::nil()),
        client_id: None,
        candidate_ids: Vec::new(),
        dismissed: None,
        user_id: None,
        direction: Direction::Outbound,
        client_phone_raw: None,
        client_phone: None,
        line_phone: None,
        agent_ref: None,
        state: CallState::Ended,
        started_at: Instant::UNIX_EPOCH,
        time_estimated: false,
        answered_at: None,
        ended_at: None,
        ring_seconds: None,
        talk_seconds: None,
        total_seconds: None,
        outcome: None,
        outcome_raw: None,
        external_leg_id: None,
        sip_code: None,
        q850_cause: None,
        answered_by: None,
        recording_url: None,
        recording_id: None,
        recording_state: None,
        sequence: None,
        signature: None,
        legs: Vec::new(),
        activity_id: None,
        disposition: None,
        disposition_by: None,
        disposition_at: None,
        disposition_conflict: false,
        callback_at: None,
        note: None,
        meeting_id: None,
        call_task_id: None,
        attempt_no: None,
        answers: None,
        review_ids: Vec::new(),
        received_at: Instant::UNIX_EPOCH,
    }
}

#[cfg(test)]
mod tests;
