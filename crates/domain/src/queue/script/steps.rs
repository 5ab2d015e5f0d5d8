//! What makes sense as the steps of a script: codes are unique, `next` leads somewhere, whoever may choose has a choice.

use std::collections::BTreeSet;

use super::{AnswerKind, Objection, Step};

/// What is wrong with a step or an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongStep {
    /// JSON pointer of the member.
    pub pointer: String,
    pub code: &'static str,
    pub detail: String,
}

fn wrong(pointer: String, code: &'static str, detail: &str) -> WrongStep {
    WrongStep { pointer, code, detail: detail.to_owned() }
}

/// Everything that is wrong with them; nothing of it is left to whoever calls.
pub fn faults(steps: &[Step], objections: &[Objection]) -> Vec<WrongStep> {
    let known: BTreeSet<&str> = steps.iter().map(|step| step.code.as_str()).collect();
    let (mut seen, mut faults) = (BTreeSet::new(), Vec::new());
    let leads = |pointer: String, next: Option<&str>, faults: &mut Vec<WrongStep>| {
        if next.is_some_and(|next| !known.contains(next)) {
            faults.push(wrong(pointer, "unknown_step", "there is no step with this code"));
        }
    };
    for (place, step) in steps.iter().enumerate() {
        let at = format!("/steps/{place}");
        if !seen.insert(step.code.as_str()) {
            faults.push(wrong(format!("{at}/code"), "duplicate", "is given twice"));
        }
        leads(format!("{at}/next"), step.next.as_deref(), &mut faults);
        let mut values = BTreeSet::new();
        for (index, option) in step.options.iter().enumerate() {
            if !values.insert(option.value.as_str()) {
                faults.push(wrong(format!("{at}/options/{index}/value"), "duplicate", "is given twice"));
            }
            leads(format!("{at}/options/{index}/next"), option.next.as_deref(), &mut faults);
        }
        match (step.answer, step.options.is_empty()) {
            (AnswerKind::Choice, true) => faults.push(wrong(format!("{at}/options"), "required", "whoever may choose needs options")),
            (AnswerKind::Choice, false) | (_, true) => {}
            (_, false) => faults.push(wrong(format!("{at}/options"), "wrong_kind", "options go with the answer choice only")),
        }
        if step.required && step.answer == AnswerKind::None {
            faults.push(wrong(format!("{at}/required"), "wrong_kind", "a step without an answer cannot be required"));
        }
    }
    let mut codes = BTreeSet::new();
    for (place, objection) in objections.iter().enumerate() {
        if !codes.insert(objection.code.as_str()) {
            faults.push(wrong(format!("/objections/{place}/code"), "duplicate", "is given twice"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::Choice;
    use super::*;

    fn step(code: &str, answer: AnswerKind) -> Step {
        Step { code: code.into(), text: "?".into(), answer, options: Vec::new(), required: false, next: None }
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let option = |value: &str, next: Option<&str>| Choice { value: value.into(), text: "?".into(), next: next.map(str::to_owned) };
        let steps = [
            Step { next: Some("nowhere".into()), required: true, ..step("a", AnswerKind::None) },
            step("a", AnswerKind::Choice),
            Step { options: vec![option("x", Some("a")), option("x", Some("b"))], ..step("c", AnswerKind::Text) },
        ];
        let objection = Objection { code: "dear".into(), text: "дорого".into(), answer: "считаем".into() };
        let told: Vec<_> = faults(&steps, &[objection.clone(), objection]).into_iter().map(|fault| (fault.pointer, fault.code)).collect();
        let want = [
            ("/steps/0/next", "unknown_step"),
            ("/steps/0/required", "wrong_kind"),
            ("/steps/1/code", "duplicate"),
            ("/steps/1/options", "required"),
            ("/steps/2/options/1/value", "duplicate"),
            ("/steps/2/options/1/next", "unknown_step"),
            ("/steps/2/options", "wrong_kind"),
            ("/objections/1/code", "duplicate"),
        ];
        assert_eq!(told, want.map(|(pointer, code)| (pointer.to_owned(), code)));
    }
}
