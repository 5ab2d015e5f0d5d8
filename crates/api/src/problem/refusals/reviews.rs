//! Refusals of reviews of calls.

use domain::calling::review::{Refusal, ScoreFault};

use crate::problem::FieldProblem;
use crate::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::OwnMatter(own) => own.into(),
        Refusal::NotReviewable => Problem::new(Code::NotReviewable, detail),
        Refusal::Exists { id } => Problem::new(Code::ReviewExists, detail).with("id", id),
        Refusal::DisputeOver { until } => Problem::new(Code::DisputeWindowOver, detail).with("until", domain::zulu(until)),
        Refusal::DisputedBefore => Problem::new(Code::DisputedBefore, detail),
        Refusal::Scores(faults) => Problem::fields(faults.into_iter().map(field).collect()),
    }
}

fn field(fault: ScoreFault) -> FieldProblem {
    let at = |place: usize, member: &str| format!("/scores/{place}/{member}");
    let (pointer, code, detail) = match fault {
        ScoreFault::Unknown { at: place } => (at(place, "criterion"), "unknown", "the scorecard has no such criterion".to_owned()),
        ScoreFault::Repeated { at: place } => (at(place, "criterion"), "duplicate", "each criterion is scored once".to_owned()),
        ScoreFault::OutOfRange { at: place, most } => (at(place, "points"), "range", format!("from 0 to {most} points")),
        ScoreFault::AllOrNothing { at: place, most } => (at(place, "points"), "all_or_nothing", format!("a duty gets {most} points or 0")),
        ScoreFault::Missing { code } => ("/scores".to_owned(), "required", format!("the criterion {code} has no score")),
    };
    FieldProblem { pointer, code: code.into(), detail }
}
