//! Refusals of contracts, promises, claims and sections of dossiers.

use domain::dossier::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::ContractNotDraft { state } => Problem::new(Code::ContractNotDraft, detail).with("state", state),
        Refusal::AlreadyPerformed { performed_on } => {
            Problem::new(Code::AlreadyPerformed, detail).with("performed_on", performed_on.to_string())
        }
        Refusal::NoPurchasePlan => Problem::new(Code::ChecklistIncomplete, detail).with("missing", vec!["purchase_plan"]),
        Refusal::DayBefore { pointer, earlier } => Problem::field(pointer, "too_early", detail).with("earlier", earlier.to_string()),
        Refusal::ExceedsDue { due } => Problem::new(Code::ExceedsDue, detail).with("due", due.fact()),
        Refusal::SectionRestricted { section } => Problem::new(Code::SectionRestricted, detail).with("section", section),
        Refusal::OpenClaim { claim_id } => Problem::new(Code::OpenClaim, detail).with("claim_id", claim_id),
    }
}
