//! Call tasks on the wire.

use app::queue::TaskCard;
use domain::calling::CallOutcome;
use domain::queue::task::{self, TaskReason, TaskState};

use super::answer::Answer;
use super::call::{CallKey, CallOutcomeTerm, CallTaskKey, DispositionKindTerm};
use super::call_list::CallListKey;
use super::client::{ClientKey, StageTerm};
use super::client_command::{Qualification, TemperatureTerm};
use super::disposition::Disposition;
use super::meeting_wish::{Host, MeetingWish};
use super::prelude::*;
use super::script::{ScriptKey, ScriptVersion};
use super::user::UserKey;
use crate::answer::Versioned;

pub type TaskStateTerm = Term<TaskState>;
pub type TaskReasonTerm = Term<TaskReason>;

/// A call task: a client who is to be called for a call list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallTask {
    /// Id of the call task, assigned by the server.
    pub id: CallTaskKey,
    /// Version number of the call task, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the call list that the task belongs to.
    pub call_list_id: CallListKey,
    /// Id of the client who is to be called.
    pub client_id: ClientKey,
    /// Id of the script that is read from; null if there is none.
    pub script_id: Option<ScriptKey>,
    /// Number of the version of the script, settled by the last claim; null before the first one.
    pub script_version: Option<i32>,
    /// How far the task has come.
    pub state: TaskStateTerm,
    /// Priority of the task, which is that of its call list.
    pub priority: i32,
    /// Phone number to be dialled next, in E.164; null if none is left.
    #[schema(examples("+79161234567"))]
    pub phone: Option<String>,
    /// Number of attempts that have been made in vain.
    pub attempts: i32,
    /// Number of attempts after which the client is given up.
    pub attempts_max: i32,
    /// From when on the task may be claimed, UTC; null once it has come to an end.
    #[serde(serialize_with = "moment")]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When to call back as promised, UTC; null if nothing was promised.
    #[serde(serialize_with = "moment")]
    pub due_at: Option<DateTime<Utc>>,
    /// Id of the employee who promised to call back, and whose the callback is for the first hour; null if nothing was promised.
    pub callback_user_id: Option<UserKey>,
    /// Id of the employee who holds the task; null if nobody does.
    pub leased_by: Option<UserKey>,
    /// Until when the task is held, UTC; null if nobody holds it.
    #[serde(serialize_with = "moment")]
    pub leased_until_at: Option<DateTime<Utc>>,
    /// Technical outcome of the last call that did not reach the client; null if there was none.
    pub last_outcome: Option<CallOutcomeTerm>,
    /// What was said last of a call to the client; null if nothing was.
    pub disposition: Option<DispositionKindTerm>,
    /// Why the task came to an end without a result; null if it did not.
    pub reason: Option<TaskReasonTerm>,
    /// What was said when the task was last given back or put off; null if nothing was.
    pub note: Option<String>,
    /// When the task was made, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// When the task came to an end, UTC; null while it is open.
    #[serde(serialize_with = "moment")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Client who is to be called; only where a single task is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub client: Option<TaskClient>,
    /// What is said to the client; only where a single task is shown, and only if it has a script with an approved version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub script: Option<ScriptVersion>,
    /// In which version what is shown beside the task is shown.
    #[serde(skip)]
    pub beside: Option<String>,
}

/// The client of a task, as far as whoever calls needs to know.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskClient {
    /// Id of the client.
    pub id: ClientKey,
    /// Registered name of the company.
    pub legal_name: String,
    /// Name under which the company is known; null if not known.
    pub trade_name: Option<String>,
    /// Stage of the client.
    pub stage: StageTerm,
    /// City of the client; null if not known.
    pub city: Option<String>,
    /// Time zone by which the client is called (IANA name): the client's own, else the company's.
    #[schema(examples("Asia/Vladivostok"))]
    pub time_zone: String,
    /// What clocks of the client show now, as hours and minutes.
    #[schema(examples("16:10"))]
    pub local_time: String,
}

impl From<task::CallTask> for CallTask {
    fn from(task: task::CallTask) -> Self {
        Self {
            id: Key(task.id),
            version: task.version,
            call_list_id: Key(task.call_list_id),
            client_id: Key(task.client_id),
            script_id: task.script_id.map(Key),
            script_version: task.script_version,
            state: Term(task.state),
            priority: task.priority,
            phone: task.phone.map(|phone| phone.as_str().to_owned()),
            attempts: task.attempts,
            attempts_max: task.attempts_max,
            next_attempt_at: task.next_attempt_at,
            due_at: task.due_at,
            callback_user_id: task.callback_user_id.map(Key),
            leased_by: task.leased_by.map(Key),
            leased_until_at: task.leased_until_at,
            last_outcome: task.last_outcome.map(Term),
            disposition: task.disposition.map(Term),
            reason: task.reason.map(Term),
            note: task.note,
            created_at: task.created_at,
            closed_at: task.closed_at,
            client: None,
            script: None,
            beside: None,
        }
    }
}

impl From<TaskCard> for CallTask {
    fn from(TaskCard { task, client, local_time, script }: TaskCard) -> Self {
        let script_version = script.as_ref().map(|script| script.version).unwrap_or_default();
        let beside = format!("{}.{}.{}", client.version, local_time.format("%Y%m%dT%H%M"), script_version);
        let client = TaskClient {
            id: Key(client.id),
            legal_name: client.legal_name,
            trade_name: client.trade_name,
            stage: Term(client.stage),
            city: client.city,
            time_zone: task.time_zone.clone(),
            local_time: local_time.format("%H:%M").to_string(),
        };
        Self { client: Some(client), script: script.map(Into::into), beside: Some(beside), ..Self::from(task) }
    }
}

impl Versioned for CallTask {
    fn version(&self) -> i64 {
        self.version
    }

    /// The client, his clock and the script are shown beside it, and change without the task being changed.
    fn etag(&self) -> String {
        let version = self.version;
        self.beside.as_ref().map_or_else(|| format!("\"{version}\""), |beside| format!("\"{version}-{beside}\""))
    }
}

/// Which list the next client is to come from.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimTask {
    /// Id of the call list; left out, any that serves you.
    pub call_list_id: Option<CallListKey>,
}

/// Why a task is given back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseTask {
    /// Why the task is given back, in words.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// Until when a task is put off.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnoozeTask {
    /// When the client may be called again, UTC, at most a week ahead.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub until_at: DateTime<Utc>,
    /// Why the task is put off, in words.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// What came of a call: how it ended technically (`outcome`), or what it led to (`kind`, with the members that go with it).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskResult {
    /// How a call that reached nobody ended; not together with `kind`.
    pub outcome: Option<CallOutcomeTerm>,
    /// Id of the call; left out, the last call of the task that nobody has said anything of.
    pub call_id: Option<CallKey>,
    /// What the call led to; decides which of the other members may be given.
    pub kind: Option<DispositionKindTerm>,
    /// Free note about the call.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub note: Option<String>,
    /// With `meeting_booked`: what is known of the client's need and means; may be left out if the client is qualified already.
    #[validate(nested)]
    pub qualification: Option<Qualification>,
    /// With `meeting_booked`: the meeting to be booked; required then.
    #[validate(nested)]
    pub meeting: Option<MeetingWish>,
    /// With `callback_requested`: when to call back, UTC, at most 60 days ahead; required then.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub due_at: Option<DateTime<Utc>>,
    /// With `not_now`: how near the client's need is, `warm` or `cool`; required then.
    pub temperature: Option<TemperatureTerm>,
    /// With `not_now`: day on which to call again, a civil date in the company's time zone; left out, the norm for the temperature decides.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
    /// With `wrong_contact`: the person who should be talked to instead; required then.
    #[validate(nested)]
    pub contact: Option<Host>,
    /// Answers to the steps of the script that the call was read from.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub answers: Vec<Answer>,
}

impl TaskResult {
    /// What is said; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::calling::TaskResult, Problem> {
        let call_id = self.call_id.map(|key| key.0);
        let mut errors = Vec::new();
        match (self.outcome, self.kind) {
            (Some(outcome), None) if outcome.0 != CallOutcome::Answered => {
                Ok(app::calling::TaskResult { call_id, said: app::calling::TaskSaid::Outcome(outcome.0) })
            }
            (None, Some(kind)) => {
                let disposition = Disposition {
                    kind,
                    note: self.note,
                    qualification: self.qualification,
                    meeting: self.meeting,
                    due_at: self.due_at,
                    temperature: self.temperature,
                    recontact_on: self.recontact_on,
                    contact: self.contact,
                    answers: self.answers,
                };
                Ok(app::calling::TaskResult { call_id, said: app::calling::TaskSaid::Disposition(Box::new(disposition.read(region)?)) })
            }
            (Some(_), None) => {
                wrong(&mut errors, "/outcome", "wrong_value", "of a call that was answered say what it led to: kind");
                Err(Problem::fields(errors))
            }
            (Some(_), Some(_)) => {
                wrong(&mut errors, "/outcome", "one_of", "say outcome or kind, not both");
                Err(Problem::fields(errors))
            }
            (None, None) => {
                wrong(&mut errors, "/kind", "required", "say what came of the call: kind, or outcome");
                Err(Problem::fields(errors))
            }
        }
    }
}
