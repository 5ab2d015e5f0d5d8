//! Refusals of duplicates and merges.

use domain::merges::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::SameClient => Problem::new(Code::SameClient, detail),
        Refusal::PeriodClosed { month } => Problem::new(Code::PeriodClosed, detail).with("month", month),
    }
}
