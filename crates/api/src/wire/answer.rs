//! Answers to the steps of a script on the wire: as they come with what is said of a call, and as the call keeps them.

use domain::queue::script;

use super::prelude::*;
use super::script::ScriptKey;

/// An answer to a step of the script.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Code of the step that was answered.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("need"), min_length = 1, max_length = 64)]
    pub step: String,
    /// Answer, of the kind that the step asks for: a text, a value of its options, true or false, a number, or a day as `2026-11-02`.
    #[schema(value_type = AnswerValue)]
    pub value: serde_json::Value,
}

/// A text, a number, or true or false.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnswerValue {
    /// A text, an option, or a day.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
}

impl From<Answer> for script::Answer {
    fn from(Answer { step, value }: Answer) -> Self {
        Self { step, value }
    }
}

/// What a call has brought in answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answers {
    /// Id of the script that was read from.
    pub script_id: ScriptKey,
    /// Number of the version of the script.
    pub version: i32,
    /// Answers that were given.
    pub items: Vec<Answer>,
}

impl From<script::Answers> for Answers {
    fn from(answers: script::Answers) -> Self {
        let items = answers.items.into_iter().map(|script::Answer { step, value }| Answer { step, value }).collect();
        Self { script_id: Key(answers.script_id), version: answers.version, items }
    }
}
