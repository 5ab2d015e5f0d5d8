//! Telephone calls: events folded into one record, matched to people, disposed of by a human (domain.md §3.3, E-12 … E-15).

use crate::clients::Direction;
use crate::ids::{CallId, ClientId, IntegrationId, MeetingId, UserId};
use crate::phone::Phone;
use crate::{Instant, Version};

crate::words! {
    /// How far a call has come; the rank only rises (§3.3).
    pub enum CallState { Initiated = "initiated", Ringing = "ringing", Answered = "answered", Ended = "ended" }

    /// What telephony says of a call (telephony.md §5).
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
    pub user_id: Option<UserId>,
    pub direction: Direction,
    pub client_phone_raw: Option<String>,
    pub client_phone: Option<Phone>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    pub state: CallState,
    pub started_at: Instant,
    /// `started_at` was not told, but estimated.
    pub time_estimated: bool,
    pub answered_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub ring_seconds: Option<i32>,
    pub talk_seconds: Option<i32>,
    pub total_seconds: Option<i32>,
    pub outcome: Option<CallOutcome>,
    pub outcome_raw: Option<String>,
    pub recording_url: Option<String>,
    pub disposition: Option<DispositionKind>,
    pub disposition_by: Option<UserId>,
    pub disposition_at: Option<Instant>,
    /// A second human said otherwise: the first stands, the admin decides (E-12).
    pub disposition_conflict: bool,
    pub note: Option<String>,
    pub meeting_id: Option<MeetingId>,
    /// When the first event of it arrived.
    pub received_at: Instant,
}
