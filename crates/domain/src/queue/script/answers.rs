//! What a client has answered to the questions of a script, and whether it is an answer to them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{AnswerKind, ScriptVersion, Step};
use crate::ids::ScriptId;

/// An answer to a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub step: String,
    /// A text, one of the options, yes or no, a number, a day.
    pub value: Value,
}

/// What a call has brought, and to which version of which script.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    pub script_id: ScriptId,
    pub version: i32,
    pub items: Vec<Answer>,
}

/// What is wrong with the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// JSON pointer below `/answers`.
    pub pointer: String,
    pub code: &'static str,
    pub detail: String,
}

/// Texts that are written down are not longer.
const LONGEST: usize = 4_000;

/// Are these answers to the questions of `version`? With `settled`, a meeting that is booked, each required one needs its answer.
pub fn judge(version: Option<&ScriptVersion>, answers: &[Answer], settled: bool) -> Vec<WrongAnswer> {
    let steps: &[Step] = version.map_or(&[], |version| &version.steps);
    let (mut given, mut wrong) = (BTreeSet::new(), Vec::new());
    for (place, answer) in answers.iter().enumerate() {
        match steps.iter().find(|step| step.code == answer.step) {
            None => wrong.push(WrongAnswer {
                pointer: format!("/answers/{place}/step"),
                code: "unknown_step",
                detail: "the script of this call has no such step".to_owned(),
            }),
            Some(step) => {
                let twice = !given.insert(step.code.as_str());
                if let Some(detail) = unfit(step, &answer.value).or_else(|| twice.then(|| "is given twice".to_owned())) {
                    wrong.push(WrongAnswer { pointer: format!("/answers/{place}/value"), code: "wrong_value", detail });
                }
            }
        }
    }
    for step in steps.iter().filter(|step| settled && step.required && !given.contains(step.code.as_str())) {
        let detail = format!("a meeting is booked once {} is answered", step.code);
        wrong.push(WrongAnswer { pointer: "/answers".to_owned(), code: "answer_required", detail });
    }
    wrong
}

/// What the value should be, if it is no answer to the step.
fn unfit(step: &Step, value: &Value) -> Option<String> {
    let (fits, wanted) = match step.answer {
        AnswerKind::None => (false, "nothing is asked here".to_owned()),
        AnswerKind::Text => {
            let fits = value.as_str().is_some_and(|text| !crate::blank::is_blank(text) && text.chars().count() <= LONGEST);
            (fits, "must be a text of at most 4000 characters".to_owned())
        }
        AnswerKind::Choice => {
            let options: Vec<_> = step.options.iter().map(|option| option.value.as_str()).collect();
            (value.as_str().is_some_and(|text| options.contains(&text)), format!("must be one of {}", options.join(", ")))
        }
        AnswerKind::YesNo => (value.is_boolean(), "must be true or false".to_owned()),
        AnswerKind::Number => (value.is_number(), "must be a number".to_owned()),
        AnswerKind::Date => {
            let fits = value.as_str().is_some_and(|text| text.len() == 10 && text.parse::<crate::Date>().is_ok());
            (fits, "must be a day such as 2026-11-02".to_owned())
        }
    };
    (!fits).then_some(wanted)
}

/// The value as it is counted; free text is not.
pub fn counted(step: &Step, value: &Value) -> Option<String> {
    match step.answer {
        AnswerKind::None | AnswerKind::Text => None,
        AnswerKind::Choice | AnswerKind::YesNo | AnswerKind::Number | AnswerKind::Date => {
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, NewVersion};
    use super::*;
    use crate::Instant;
    use crate::ids::ScriptVersionId;
    use serde_json::json;
    use uuid::Uuid;

    fn version() -> ScriptVersion {
        let step =
            |code: &str, answer, required| Step { code: code.into(), text: "?".into(), answer, options: Vec::new(), required, next: None };
        let water = Choice { value: "water".into(), text: "вода".into(), next: None };
        let steps = vec![
            step("hello", AnswerKind::None, false),
            Step { options: vec![water], ..step("need", AnswerKind::Choice, true) },
            step("people", AnswerKind::Number, false),
            step("on", AnswerKind::Date, false),
            step("ok", AnswerKind::YesNo, false),
            step("say", AnswerKind::Text, false),
        ];
        let ids = (ScriptVersionId::new(Uuid::from_u128(1)), ScriptId::new(Uuid::from_u128(2)));
        ScriptVersion::create(ids.0, (ids.1, 1), NewVersion { steps, objections: Vec::new() }, None, Instant::UNIX_EPOCH).state
    }

    fn codes(answers: &[(&str, Value)], settled: bool) -> Vec<&'static str> {
        let answers: Vec<_> = answers.iter().map(|(step, value)| Answer { step: (*step).into(), value: value.clone() }).collect();
        judge(Some(&version()), &answers, settled).into_iter().map(|wrong| wrong.code).collect()
    }

    #[test]
    fn each_answer_is_of_the_kind_asked_for() {
        let right =
            [("need", json!("water")), ("people", json!(40)), ("on", json!("2026-03-03")), ("ok", json!(true)), ("say", json!("да"))];
        assert_eq!(codes(&right, true), [""; 0]);
        let wrong = [
            ("hello", json!("x")),
            ("need", json!("tea")),
            ("people", json!("40")),
            ("on", json!("3.3.2026")),
            ("ok", json!("yes")),
            ("say", json!(" ")),
        ];
        assert_eq!(codes(&wrong, false), ["wrong_value"; 6]);
        assert_eq!(codes(&[("nobody", json!(1))], false), ["unknown_step"]);
        assert_eq!(codes(&[("ok", json!(true)), ("ok", json!(true))], false), ["wrong_value"]);
    }

    #[test]
    fn a_meeting_needs_what_must_be_asked() {
        assert_eq!((codes(&[], true), codes(&[], false)), (vec!["answer_required"], vec![]));
        assert_eq!(judge(None, &[], true), Vec::new(), "without a script nothing is asked");
    }
}
