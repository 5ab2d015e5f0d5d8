//! A call on the wire.

use chrono::{DateTime, Utc};
use domain::calling::{self, CallOutcome, CallState, DispositionKind};
use domain::clients::Direction;
use domain::ids::{ActivityKindId, CallKind, IntegrationKindId, MeetingKindId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::ClientKey;
use super::phone::filter_phone;
use super::user::UserKey;
use super::{Key, Term, moments};
use crate::answer::Versioned;
use crate::list::{Filter, Several};
use crate::{Code, Problem};

/// Id of a call.
pub type CallKey = Key<CallKind>;
/// Id of a meeting.
pub type MeetingKey = Key<MeetingKindId>;
/// Id of an entry of the contact history.
pub type ActivityKey = Key<ActivityKindId>;
/// Id of an integration.
pub type IntegrationKey = Key<IntegrationKindId>;
/// Who began it.
pub type DirectionTerm = Term<Direction>;
/// How far a call has come.
pub type CallStateTerm = Term<CallState>;
/// What telephony says of a call.
pub type CallOutcomeTerm = Term<CallOutcome>;
/// What a person says of a call.
pub type DispositionKindTerm = Term<DispositionKind>;

/// A telephone call, folded from everything that telephony reported of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Call {
    /// Its id.
    pub id: CallKey,
    /// The number in its ETag.
    pub version: i64,
    /// Which telephony reported it.
    #[schema(examples("office-pbx"))]
    pub source: String,
    /// The id by which that telephony knows it; unique together with `source`.
    pub external_call_id: String,
    /// The outside system behind the source.
    pub integration_id: IntegrationKey,
    /// Whose call it was; null while nobody knows.
    pub client_id: Option<ClientKey>,
    /// Clients who share the number, while nobody has said which it was.
    pub candidate_client_ids: Vec<ClientKey>,
    /// `create_client`: somebody unknown called and was answered.
    pub suggestion: Option<String>,
    /// Which of our people spoke; null where telephony named nobody whom we know.
    pub user_id: Option<UserKey>,
    /// Who began it.
    pub direction: DirectionTerm,
    /// The client's number, E.164; null where what came is no number.
    #[schema(examples("+79161234567"))]
    pub client_phone: Option<String>,
    /// The same as it came.
    pub client_phone_raw: Option<String>,
    /// Our number.
    pub line_phone: Option<String>,
    /// How telephony calls our person: extension or login.
    #[schema(examples("101"))]
    pub agent_ref: Option<String>,
    /// How far it has come; never falls back.
    pub state: CallStateTerm,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// `started_at` was not told; it is when we heard of it.
    pub time_estimated: bool,
    /// When somebody answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Seconds of ringing; null = not told.
    pub ring_seconds: Option<i32>,
    /// Seconds of talk; null = not told.
    pub talk_seconds: Option<i32>,
    /// Seconds in all; null = not told.
    pub total_seconds: Option<i32>,
    /// What telephony says of it.
    pub outcome: Option<CallOutcomeTerm>,
    /// The same in the words of the provider.
    pub outcome_raw: Option<String>,
    /// Its recording; null also for those who may not hear it.
    pub recording: Option<Recording>,
    /// The entry of the contact history that it became.
    pub activity_id: Option<ActivityKey>,
    /// What a person says of it.
    pub disposition: Option<DispositionKindTerm>,
    /// Who.
    pub disposition_by: Option<UserKey>,
    /// When.
    pub disposition_at: Option<DateTime<Utc>>,
    /// A second person said otherwise; the first stands until the administrator decides.
    pub disposition_conflict: bool,
    /// When to call back, as promised.
    pub due_at: Option<DateTime<Utc>>,
    /// A note beside the disposition.
    pub note: Option<String>,
    /// The meeting booked in it.
    pub meeting_id: Option<MeetingKey>,
    /// When we first heard of it.
    pub received_at: DateTime<Utc>,
}

/// A recording, where telephony keeps it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recording {
    /// Its address.
    pub url: String,
}

impl From<calling::Call> for Call {
    fn from(call: calling::Call) -> Self {
        Self {
            suggestion: call.suggests_new_client().then(|| "create_client".to_owned()),
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
            recording: call.recording_url.map(|url| Recording { url }),
            activity_id: call.activity_id.map(Key),
            disposition: call.disposition.map(Term),
            disposition_by: call.disposition_by.map(Key),
            disposition_at: call.disposition_at,
            disposition_conflict: call.disposition_conflict,
            due_at: call.callback_at,
            note: call.note,
            meeting_id: call.meeting_id.map(Key),
            received_at: call.received_at,
        }
    }
}

impl Versioned for Call {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CallFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only those in which this person of ours spoke.
    pub user_id: Option<UserKey>,
    /// Only those of this telephony.
    pub source: Option<String>,
    /// Only the one that its telephony knows by this id.
    pub external_call_id: Option<String>,
    /// Only those that ended so, by commas: `busy,no_answer`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<CallOutcomeTerm>>)]
    pub outcome: Option<Several<CallOutcomeTerm>>,
    /// Only those of which a person says so, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<DispositionKindTerm>>)]
    pub disposition: Option<Several<DispositionKindTerm>>,
    /// Only those that this side began.
    pub direction: Option<DirectionTerm>,
    /// Only those that began after this instant.
    pub started_after: Option<DateTime<Utc>>,
    /// Only those that began before this instant.
    pub started_before: Option<DateTime<Utc>>,
    /// Only those with this number of the other side, in any form that is dialled in the company's region.
    pub client_phone: Option<String>,
    /// Only those of nobody known, or only the others.
    pub unmatched: Option<bool>,
    /// Only those of which two people say different things, or only the others.
    pub disposition_conflict: Option<bool>,
}

impl Filter for CallFilter {
    const SORTS: &'static [&'static str] = &["id", "started_at"];
}

impl CallFilter {
    /// What is asked of storage; the number is read as in `region`.
    pub fn read(&self, region: &str) -> Result<persistence::calling::CallFilter, Problem> {
        Ok(persistence::calling::CallFilter {
            client_id: self.client_id.map(|key| key.0),
            user_id: self.user_id.map(|key| key.0),
            source: self.source.clone(),
            external_call_id: self.external_call_id.clone(),
            outcomes: self.outcome.iter().flat_map(|words| &words.0).map(|word| word.0).collect(),
            dispositions: self.disposition.iter().flat_map(|words| &words.0).map(|word| word.0).collect(),
            direction: self.direction.map(|word| word.0),
            started_after: filter_instant("started_after", self.started_after)?,
            started_before: filter_instant("started_before", self.started_before)?,
            client_phone: filter_phone("client_phone", self.client_phone.as_deref(), region)?,
            unmatched: self.unmatched,
            conflict: self.disposition_conflict,
        })
    }
}

/// An instant of a query, if a database can hold it.
pub(super) fn filter_instant(name: &str, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>, Problem> {
    let fine = at.as_ref().is_none_or(|at| moments::instant(at).is_ok());
    if fine { Ok(at) } else { Err(Problem::new(Code::BadQuery, format!("{name}: must lie between the years 1900 and 9999"))) }
}

/// Whose call it was.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallMatch {
    /// The client.
    pub client_id: ClientKey,
}

impl crate::answer::Identified for Call {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
