//! What is told beside an answer of contracts, promises and claims.

use app::names;

use super::super::claim::{ClaimKey, ClaimSeverityTerm, ClaimStateTerm};
use super::super::contract::{ContractKey, ContractKindTerm, ContractStateTerm};
use super::super::prelude::*;
use super::super::promise::{PromiseKey, PromiseKindTerm, PromiseStateTerm};

/// A contract, in a few members; its words stand at the contract itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractSummary {
    /// Id of the contract.
    pub id: ContractKey,
    /// What the contract is about.
    pub kind: ContractKindTerm,
    /// Number of the contract; null if it has none yet.
    pub number: Option<String>,
    /// State of the contract.
    pub state: ContractStateTerm,
}

impl From<names::ContractSummary> for ContractSummary {
    fn from(contract: names::ContractSummary) -> Self {
        let names::ContractSummary { id, kind, number, state } = contract;
        Self { id: Key(id), kind: Term(kind), number, state: Term(state) }
    }
}

/// A promise, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseSummary {
    /// Id of the promise.
    pub id: PromiseKey,
    /// What kind of thing was promised.
    pub kind: PromiseKindTerm,
    /// What was promised, in words.
    pub what: String,
    /// Day by which it was promised, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub due_on: NaiveDate,
    /// State of the promise.
    pub state: PromiseStateTerm,
}

impl From<names::PromiseSummary> for PromiseSummary {
    fn from(promise: names::PromiseSummary) -> Self {
        let names::PromiseSummary { id, kind, what, due_on, state } = promise;
        Self { id: Key(id), kind: Term(kind), what, due_on, state: Term(state) }
    }
}

/// A claim, in a few members; its words stand at the claim itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimSummary {
    /// Id of the claim.
    pub id: ClaimKey,
    /// How bad the claim is.
    pub severity: ClaimSeverityTerm,
    /// State of the claim.
    pub state: ClaimStateTerm,
}

impl From<names::ClaimSummary> for ClaimSummary {
    fn from(claim: names::ClaimSummary) -> Self {
        Self { id: Key(claim.id), severity: Term(claim.severity), state: Term(claim.state) }
    }
}

identified! { ContractSummary, PromiseSummary, ClaimSummary }
