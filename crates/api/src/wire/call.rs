//! A call on the wire.

use domain::calling::inbox::{CallDismissal, CallSuggestion};
use domain::calling::{self, AnsweredBy, CallOutcome, CallState, DispositionKind, Leg, RecordingState};
use domain::clients::Direction;
use domain::ids::{ActivityKindId, CallKind, CallReviewKind, CallTaskKind, IntegrationKindId, MeetingKindId};

use super::answer::Answers;
use super::call_report::Warning;
use super::client::ClientKey;
use super::prelude::*;
use super::telephony::SignatureTerm;
use super::user::UserKey;

pub type CallKey = Key<CallKind>;
pub type CallReviewKey = Key<CallReviewKind>;
pub type CallTaskKey = Key<CallTaskKind>;
pub type ActivityKey = Key<ActivityKindId>;
pub type MeetingKey = Key<MeetingKindId>;
pub type IntegrationKey = Key<IntegrationKindId>;
pub type DirectionTerm = Term<Direction>;
pub type CallStateTerm = Term<CallState>;
pub type CallOutcomeTerm = Term<CallOutcome>;
pub type AnsweredByTerm = Term<AnsweredBy>;
pub type RecordingStateTerm = Term<RecordingState>;
pub type DispositionKindTerm = Term<DispositionKind>;
pub type CallSuggestionTerm = Term<CallSuggestion>;
pub type CallDismissalTerm = Term<CallDismissal>;

/// A telephone call, put together from everything that telephony reported of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Call {
    /// Id of the call, assigned by the server.
    pub id: CallKey,
    /// Version number of the call, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Source name of the telephony integration that reported the call.
    #[schema(examples("office-pbx"))]
    pub source: String,
    /// Id of the call in the reporting telephony system; unique together with `source`.
    pub external_call_id: String,
    /// Id of the integration that reported the call.
    pub integration_id: IntegrationKey,
    /// Id of the client that the call was with; null while no client is known.
    pub client_id: Option<ClientKey>,
    /// Ids of clients that share the phone number, while nobody has said which of them the call was with.
    pub candidate_client_ids: Vec<ClientKey>,
    /// `create_client` if an unknown person called and was answered, so that a client may be created; else null.
    pub suggestion: Option<CallSuggestionTerm>,
    /// Why nobody has to find out whose the call was; null unless it was dismissed.
    pub dismissed: Option<CallDismissalTerm>,
    /// Id of the employee who spoke, of several who spoke longest; null where telephony named nobody whom Baton knows.
    pub user_id: Option<UserKey>,
    /// Which side began the call: `inbound` from the client, `outbound` from the company.
    pub direction: DirectionTerm,
    /// Phone number of the client's side in E.164; null where the reported text is no phone number.
    #[schema(examples("+79161234567"))]
    pub client_phone: Option<String>,
    /// Phone number of the client's side exactly as telephony reported it; null if none was reported.
    pub client_phone_raw: Option<String>,
    /// Phone number of the company's side, as reported; null if none was reported.
    pub line_phone: Option<String>,
    /// Extension or login by which telephony names the employee, of several who spoke longest; null if none was reported.
    #[schema(examples("101"))]
    pub agent_ref: Option<String>,
    /// How far the call has come; the state never goes back.
    pub state: CallStateTerm,
    /// When the call began, UTC; see `time_estimated`.
    #[serde(serialize_with = "moment")]
    pub started_at: DateTime<Utc>,
    /// True if telephony did not say when the call began, so that `started_at` is when the first report arrived.
    pub time_estimated: bool,
    /// When the call was answered, UTC; null if it was not answered, or telephony did not say.
    #[serde(serialize_with = "moment")]
    pub answered_at: Option<DateTime<Utc>>,
    /// When the call ended, UTC; null while it goes on, or if telephony did not say.
    #[serde(serialize_with = "moment")]
    pub ended_at: Option<DateTime<Utc>>,
    /// Duration of ringing in seconds; null if telephony did not say.
    pub ring_seconds: Option<i32>,
    /// Duration of the conversation in seconds, on all legs together; null if telephony did not say.
    pub talk_seconds: Option<i32>,
    /// Duration of the whole call in seconds; null if telephony did not say.
    pub total_seconds: Option<i32>,
    /// Technical outcome of the call as telephony reported it; null while none is known.
    pub outcome: Option<CallOutcomeTerm>,
    /// Technical outcome in the provider's own words; null if none was given.
    pub outcome_raw: Option<String>,
    /// Id of the leg that the newest report is about, in the telephony system; null if none was reported.
    pub external_leg_id: Option<String>,
    /// Final SIP status of the call, such as 486; null if telephony did not say.
    pub sip_code: Option<i32>,
    /// Cause of the end by ITU-T Q.850, such as 17; null if telephony did not say.
    pub q850_cause: Option<i32>,
    /// Who took the call, as far as telephony tells people from machines; null if it did not say.
    pub answered_by: Option<AnsweredByTerm>,
    /// Number of the newest report in the provider's own order; null if the provider has none.
    pub sequence: Option<i64>,
    /// How sure it is who reported the call, as of the least sure of its reports: `verified` by a signature, `key` by an API key, `secret` by a
    /// secret in the address or the body; null for calls of old.
    pub signature: Option<SignatureTerm>,
    /// Recording of the call; null if there is none, or the caller may not hear it.
    pub recording: Option<Recording>,
    /// Legs of the call, each with the part of its person; empty if telephony named neither legs nor people.
    pub legs: Vec<CallLeg>,
    /// Id of the entry in the contact history that the call became; null if it became none.
    pub activity_id: Option<ActivityKey>,
    /// What the call led to, as said by an employee; null until somebody says so.
    pub disposition: Option<DispositionKindTerm>,
    /// Id of the employee who gave the disposition; null while there is none.
    pub disposition_by: Option<UserKey>,
    /// When the disposition was given, UTC; null while there is none.
    #[serde(serialize_with = "moment")]
    pub disposition_at: Option<DateTime<Utc>>,
    /// True if a second person gave another disposition; the first one stands until the call-centre administrator decides.
    pub disposition_conflict: bool,
    /// When to call the client back as promised, UTC; null unless the disposition is `callback_requested`.
    #[serde(serialize_with = "moment")]
    pub due_at: Option<DateTime<Utc>>,
    /// Free note that was given with the disposition; null if none was given.
    pub note: Option<String>,
    /// Id of the meeting that was booked in the call; null if none was.
    pub meeting_id: Option<MeetingKey>,
    /// Id of the call task of which the call is a try; null if it is none.
    pub call_task_id: Option<CallTaskKey>,
    /// Which attempt of the task the call was, counted from 1; null if it does not count as one.
    pub attempt_no: Option<i32>,
    /// What the client answered to the script; null if nothing was written down.
    pub answers: Option<Answers>,
    /// Ids of the reviews of the call, oldest first.
    pub review_ids: Vec<CallReviewKey>,
    /// Members of the report that were not taken as they came; only in the answer to a report, and only if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// When the first report of the call arrived, UTC.
    #[serde(serialize_with = "moment")]
    pub received_at: DateTime<Utc>,
}

/// A leg of a call: what one employee, or one try to reach one, had of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallLeg {
    /// Id of the leg in the telephony system; null if legs are told apart by the employee alone.
    pub external_leg_id: Option<String>,
    /// Extension or login by which telephony names the employee of the leg; null if none was reported.
    pub agent_ref: Option<String>,
    /// Id of the employee of the leg; null where Baton knows nobody by that extension.
    pub user_id: Option<UserKey>,
    /// Technical outcome of the leg; null while none is known.
    pub outcome: Option<CallOutcomeTerm>,
    /// Duration of the talk on the leg in seconds; null if telephony did not say.
    pub talk_seconds: Option<i32>,
    /// When the leg began, UTC; null if telephony told neither this nor its end and length.
    #[serde(serialize_with = "moment")]
    pub started_at: Option<DateTime<Utc>>,
    /// When the leg ended, UTC; null while it goes on, or if telephony did not say.
    #[serde(serialize_with = "moment")]
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<Leg> for CallLeg {
    fn from(leg: Leg) -> Self {
        let Leg { external_leg_id, agent_ref, user_id, outcome, talk_seconds, started_at, ended_at } = leg;
        let (user_id, outcome) = (user_id.map(Key), outcome.map(Term));
        Self { external_leg_id, agent_ref, user_id, outcome, talk_seconds, started_at, ended_at }
    }
}

/// The recording of a call, kept by the telephony system.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recording {
    /// Address (URL) at which telephony keeps the recording; null if it gave none.
    pub url: Option<String>,
    /// Id of the recording in the telephony system; null if it gave none.
    pub external_id: Option<String>,
    /// How far the recording has come: `none`, `pending` or `ready`.
    pub state: RecordingStateTerm,
}

impl Recording {
    /// What is known of it; `None`: nothing at all.
    fn of(call: &mut calling::Call) -> Option<Self> {
        let (url, external_id) = (call.recording_url.take(), call.recording_id.take());
        let state = call.recording_state.or_else(|| url.as_ref().or(external_id.as_ref()).map(|_| RecordingState::Ready))?;
        Some(Self { url, external_id, state: Term(state) })
    }
}

impl From<calling::Call> for Call {
    fn from(mut call: calling::Call) -> Self {
        Self {
            recording: Recording::of(&mut call),
            suggestion: call.suggests_new_client().then_some(Term(CallSuggestion::CreateClient)),
            dismissed: call.dismissed.map(Term),
            id: Key(call.id),
            version: call.version,
            source: call.source,
            external_call_id: call.external_call_id,
            integration_id: Key(call.integration_id),
            client_id: call.client_id.map(Key),
            candidate_client_ids: call.candidate_ids.into_iter().map(Key).collect(),
            user_id: call.user_id.map(Key),
            direction: Term(call.direction),
            client_phone: call.client_phone.map(|phone| phone.as_str().to_owned()),
            client_phone_raw: call.client_phone_raw,
            line_phone: call.line_phone,
            agent_ref: call.agent_ref,
            state: Term(call.state),
            started_at: call.started_at,
            time_estimated: call.time_estimated,
            answered_at: call.answered_at,
            ended_at: call.ended_at,
            ring_seconds: call.ring_seconds,
            talk_seconds: call.talk_seconds,
            total_seconds: call.total_seconds,
            outcome: call.outcome.map(Term),
            outcome_raw: call.outcome_raw,
            external_leg_id: call.external_leg_id,
            sip_code: call.sip_code,
            q850_cause: call.q850_cause,
            answered_by: call.answered_by.map(Term),
            sequence: call.sequence,
            signature: call.signature.map(Term),
            legs: call.legs.into_iter().map(Into::into).collect(),
            activity_id: call.activity_id.map(Key),
            disposition: call.disposition.map(Term),
            disposition_by: call.disposition_by.map(Key),
            disposition_at: call.disposition_at,
            disposition_conflict: call.disposition_conflict,
            due_at: call.callback_at,
            note: call.note,
            meeting_id: call.meeting_id.map(Key),
            call_task_id: call.call_task_id.map(Key),
            attempt_no: call.attempt_no,
            answers: call.answers.map(Into::into),
            review_ids: call.review_ids.into_iter().map(Key).collect(),
            warnings: Vec::new(),
            received_at: call.received_at,
        }
    }
}

versioned! { Call }
identified! { Call }

/// The client that an unmatched call was with.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallMatch {
    /// Id of the client that the call was with.
    pub client_id: ClientKey,
}
