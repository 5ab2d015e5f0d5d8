//! Refusals of the handoff.

use domain::Word;
use domain::handoffs::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    let problem = |code| Problem::new(code, detail.clone());
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::FirstSaleNotPaid => problem(Code::FirstSaleNotPaid),
        Refusal::ChecklistIncomplete { missing } => {
            problem(Code::ChecklistIncomplete).with("missing", missing.iter().map(|item| item.as_str()).collect::<Vec<_>>())
        }
        Refusal::NotRehearsed => problem(Code::NotRehearsed),
        Refusal::GiverTakes => problem(Code::GiverTakes),
        Refusal::PortfolioFull { farmer, load, max } => {
            problem(Code::PortfolioFull).with("farmer", farmer).with("load", load).with("max", max)
        }
        Refusal::TooLate { due_at } => problem(Code::AnswerTooLate).with("due_at", domain::zulu(due_at)),
        Refusal::ExemptionsUsedUp { max } => problem(Code::ExemptionsUsedUp).with("max", max),
        Refusal::ExemptionTooLong { max_days } => problem(Code::ExemptionTooLong).with("max_days", max_days),
        Refusal::OwnExemption => problem(Code::OwnExemption),
        Refusal::NoContactYet => problem(Code::NoContactYet),
        Refusal::FirstSaleStands => problem(Code::FirstSaleStands),
    }
}
