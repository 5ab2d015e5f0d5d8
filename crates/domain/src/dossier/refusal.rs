//! Why a step with a contract, a promise, a claim or a section of a dossier is refused; each variant is one `code`, its fields are the facts.

use super::contract_state::ContractState;
use super::section::SectionName;
use crate::ids::ClaimId;
use crate::{AlreadyDone, Date, Illegal, Money};

/// A rule of §3.15–§3.17 or §3.22 refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It was done already, for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// What was signed does not change.
    #[error("the contract is {state}: only a draft changes")]
    ContractNotDraft { state: ContractState },
    /// It was performed, and on another day than is said now.
    #[error("the contract was performed on {performed_on} already")]
    AlreadyPerformed { performed_on: Date },
    /// A purchase plan is signed with its plan.
    #[error("a contract of the kind purchase_plan is signed with a purchase_plan")]
    NoPurchasePlan,
    /// A member of the body names a day that lies before another.
    #[error("must not lie before {earlier}")]
    DayBefore { pointer: &'static str, earlier: Date },
    /// Nobody promises to pay more than is owed.
    #[error("more is promised than is owed for the sale")]
    ExceedsDue { due: Money },
    /// E-29: while a claim is open, nobody begins to sell the client something new.
    #[error("the client has an open claim: settle it first; a head may override")]
    OpenClaim { claim_id: ClaimId },
    /// §6: the section is not for everybody.
    #[error("the section {section} is not shown to you: ask the client's curator or the head of the unit")]
    SectionRestricted { section: SectionName },
}
