//! Scripts and their versions on the wire.

use app::queue;
use domain::ids::{ScriptKind, ScriptVersionKind};
use domain::queue::script::{self, AnswerKind, NewVersion, ScriptState, VersionChange, VersionState};

use super::prelude::*;
use super::user::UserKey;

pub type ScriptKey = Key<ScriptKind>;
pub type ScriptVersionKey = Key<ScriptVersionKind>;
pub type ScriptStateTerm = Term<ScriptState>;
pub type VersionStateTerm = Term<VersionState>;
pub type AnswerKindTerm = Term<AnswerKind>;

/// A script: what call managers say, in versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Script {
    /// Id of the script, assigned by the server.
    pub id: ScriptKey,
    /// Version number of the record, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the script for people.
    #[schema(examples("Вода в офис"))]
    pub name: String,
    /// Whether the script is in use.
    pub state: ScriptStateTerm,
    /// Number of the version that is read from; null while none has been approved.
    pub approved_version: Option<i32>,
    /// Id of the employee who made the script; null if nobody did.
    pub created_by: Option<UserKey>,
    /// When the script was made, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<script::Script> for Script {
    fn from(script: script::Script) -> Self {
        Self {
            id: Key(script.id),
            version: script.version,
            name: script.name,
            state: Term(script.state),
            approved_version: script.approved_version,
            created_by: script.created_by.map(Key),
            created_at: script.created_at,
        }
    }
}

/// A script to be made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScript {
    /// Name of the script for people.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(examples("Вода в офис"), min_length = 1, max_length = 200)]
    pub name: String,
}

/// What may change of a script.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptPatch {
    /// Name of the script for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
}

/// A version of a script.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptVersion {
    /// Id of the version, assigned by the server.
    pub id: ScriptVersionKey,
    /// Version number of the record, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the script that the version belongs to.
    pub script_id: ScriptKey,
    /// Number of the version within the script, counted from 1.
    pub number: i32,
    /// Whether the version is read from.
    pub state: VersionStateTerm,
    /// What is said and asked, in order.
    pub steps: Vec<ScriptStep>,
    /// What a client may object, and what is answered.
    pub objections: Vec<Objection>,
    /// Id of the employee who wrote the version; null if nobody did.
    pub created_by: Option<UserKey>,
    /// When the version was written, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// Id of the employee who approved the version; null while nobody has.
    pub approved_by: Option<UserKey>,
    /// When the version was approved, UTC; null while nobody has approved it.
    #[serde(serialize_with = "moment")]
    pub approved_at: Option<DateTime<Utc>>,
}

impl From<script::ScriptVersion> for ScriptVersion {
    fn from(version: script::ScriptVersion) -> Self {
        Self {
            id: Key(version.id),
            version: version.version,
            script_id: Key(version.script_id),
            number: version.number,
            state: Term(version.state),
            steps: version.steps.into_iter().map(Into::into).collect(),
            objections: version.objections.into_iter().map(Into::into).collect(),
            created_by: version.created_by.map(Key),
            created_at: version.created_at,
            approved_by: version.approved_by.map(Key),
            approved_at: version.approved_at,
        }
    }
}

versioned! { Script, ScriptVersion }

/// A step of a script: what is said at one point, and what is asked.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptStep {
    /// Code of the step, unique within the version; answers name the step by it.
    #[validate(length(min = 1, max = 64), custom(function = "not_blank"))]
    #[schema(examples("need"), min_length = 1, max_length = 64)]
    pub code: String,
    /// What is said or asked.
    #[validate(length(min = 1, max = 4000), custom(function = "not_blank"))]
    #[schema(examples("Что вы пьёте в офисе?"), min_length = 1, max_length = 4000)]
    pub text: String,
    /// What kind of answer the step asks for; `none` if it only says something.
    pub answer: AnswerKindTerm,
    /// Answers that may be chosen; only with `choice`, and required then.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub options: Vec<ScriptOption>,
    /// True if no meeting is booked without an answer to the step.
    #[serde(default)]
    pub required: bool,
    /// Code of the step that comes next; null if none does, or the answer decides.
    pub next: Option<String>,
}

/// An answer that may be chosen.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptOption {
    /// Value by which answers name the option, unique within the step.
    #[validate(length(min = 1, max = 64), custom(function = "not_blank"))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub value: String,
    /// What the option says, for people.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(examples("вода"), min_length = 1, max_length = 200)]
    pub text: String,
    /// Code of the step that comes after this answer; null if it is that of the step.
    pub next: Option<String>,
}

/// What a client may object, and what is answered.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Code of the objection, unique within the version.
    #[validate(length(min = 1, max = 64), custom(function = "not_blank"))]
    #[schema(examples("dear"), min_length = 1, max_length = 64)]
    pub code: String,
    /// What the client says.
    #[validate(length(min = 1, max = 4000), custom(function = "not_blank"))]
    #[schema(examples("дорого"), min_length = 1, max_length = 4000)]
    pub text: String,
    /// What is answered to the objection.
    #[validate(length(min = 1, max = 4000), custom(function = "not_blank"))]
    #[schema(examples("считаем вместе"), min_length = 1, max_length = 4000)]
    pub answer: String,
}

impl From<script::Step> for ScriptStep {
    fn from(step: script::Step) -> Self {
        let options = step.options.into_iter().map(|script::Choice { value, text, next }| ScriptOption { value, text, next }).collect();
        Self { code: step.code, text: step.text, answer: Term(step.answer), options, required: step.required, next: step.next }
    }
}

impl From<ScriptStep> for script::Step {
    fn from(step: ScriptStep) -> Self {
        let options = step.options.into_iter().map(|ScriptOption { value, text, next }| script::Choice { value, text, next }).collect();
        Self { code: step.code, text: step.text, answer: step.answer.0, options, required: step.required, next: step.next }
    }
}

impl From<script::Objection> for Objection {
    fn from(script::Objection { code, text, answer }: script::Objection) -> Self {
        Self { code, text, answer }
    }
}

impl From<Objection> for script::Objection {
    fn from(Objection { code, text, answer }: Objection) -> Self {
        Self { code, text, answer }
    }
}

/// A version of a script to be written.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScriptVersion {
    /// What is said and asked, in order.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub steps: Vec<ScriptStep>,
    /// What a client may object, and what is answered.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub objections: Vec<Objection>,
}

impl From<NewScriptVersion> for NewVersion {
    fn from(new: NewScriptVersion) -> Self {
        Self { steps: new.steps.into_iter().map(Into::into).collect(), objections: new.objections.into_iter().map(Into::into).collect() }
    }
}

/// What may change of a version that is a draft.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptVersionPatch {
    /// What is said and asked, in order; replaces all steps.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(nullable = false, min_items = 1, max_items = 200)]
    pub steps: Option<Vec<ScriptStep>>,
    /// What a client may object, and what is answered; replaces all objections.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub objections: Option<Vec<Objection>>,
}

impl From<ScriptVersionPatch> for VersionChange {
    fn from(patch: ScriptVersionPatch) -> Self {
        Self {
            steps: patch.steps.map(|steps| steps.into_iter().map(Into::into).collect()),
            objections: patch.objections.map(|objections| objections.into_iter().map(Into::into).collect()),
        }
    }
}

/// What has come of a version of a script.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptVersionResults {
    /// Number of outbound calls for tasks that were last claimed with the version.
    pub calls: i64,
    /// Number of these calls in which people spoke for the seconds of norm N-20 or longer.
    pub connects: i64,
    /// Number of these calls in which a meeting was booked.
    pub meetings: i64,
    /// Answers that were given, by step and value; free text is not counted. At most 1,000.
    pub by_step: Vec<AnswerCount>,
}

/// How often a step was answered in one way.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerCount {
    /// Code of the step.
    pub step: String,
    /// Answer that was given, as text.
    pub value: String,
    /// Number of calls with this answer.
    pub calls: i64,
}

impl From<queue::VersionResults> for ScriptVersionResults {
    fn from(results: queue::VersionResults) -> Self {
        let count = |queue::AnswerCount { step, value, calls }| AnswerCount { step, value, calls };
        Self {
            calls: results.used.calls,
            connects: results.used.connects,
            meetings: results.used.meetings,
            by_step: results.by_step.into_iter().map(count).collect(),
        }
    }
}
