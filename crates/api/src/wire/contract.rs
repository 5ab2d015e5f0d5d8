//! A contract on the wire.

use app::dossier::{self, ContractView};
use domain::dossier::contract::{self, ContractKind, ContractState};
use domain::ids::ContractKindId;

use super::client::ClientKey;
use super::prelude::*;
use super::purchase_plan::{NewPurchasePlan, PurchasePlan};
use super::user::UserKey;
use crate::answer::Versioned;

pub type ContractKey = Key<ContractKindId>;
pub type ContractKindTerm = Term<ContractKind>;
pub type ContractStateTerm = Term<ContractState>;

/// A contract with a client: drafted, signed, and performed, terminated or expired.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contract {
    /// Id of the contract, assigned by the server.
    pub id: ContractKey,
    /// Version number of the contract; grows by one with every change. The ETag header also tells what has come of the purchase plan.
    pub version: i64,
    /// Id of the client with whom the contract is made.
    pub client_id: ClientKey,
    /// What the contract is about.
    pub kind: ContractKindTerm,
    /// Number of the contract; null if it has none yet.
    #[schema(examples("17/26"))]
    pub number: Option<String>,
    /// Subject of the contract in words.
    #[schema(examples("вода"))]
    pub subject: String,
    /// Terms under which the company delivers.
    pub terms: ContractTerms,
    /// Amount of the contract; null if it names none.
    pub amount: Option<Money>,
    /// Day on which the contract was signed, a civil date in the company's time zone; null for a draft.
    #[serde(serialize_with = "moment")]
    pub signed_on: Option<NaiveDate>,
    /// First day of the contract, a civil date in the company's time zone; null if it names none.
    #[serde(serialize_with = "moment")]
    pub valid_from_on: Option<NaiveDate>,
    /// Last day of the contract, a civil date in the company's time zone; null if it names none.
    #[serde(serialize_with = "moment")]
    pub valid_until_on: Option<NaiveDate>,
    /// Day on which the contract was performed, a civil date in the company's time zone; null until it was.
    #[serde(serialize_with = "moment")]
    pub performed_on: Option<NaiveDate>,
    /// Day on which the contract was terminated, a civil date in the company's time zone; null unless it was.
    #[serde(serialize_with = "moment")]
    pub terminated_on: Option<NaiveDate>,
    /// Why the contract was terminated, in words; null unless it was.
    pub termination_reason: Option<String>,
    /// What the client has agreed to buy, and what came of it; null without such a plan.
    pub purchase_plan: Option<PurchasePlan>,
    /// State of the contract; it expires by itself after its last day.
    pub state: ContractStateTerm,
    /// True once the last day of the signed contract was at most 30 days away.
    pub expiring: bool,
    /// Id of the employee who drafted the contract; null if a machine did.
    pub created_by: Option<UserKey>,
    /// When the contract was drafted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// Terms of a contract.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractTerms {
    /// Number of days from a sale until it is to be paid; null if nothing is agreed.
    #[serde(default)]
    #[validate(range(min = 0, max = 3_650))]
    #[schema(minimum = 0, maximum = 3_650)]
    pub payment_days: Option<i32>,
    /// Share that is paid in advance, in basis points; null if nothing is agreed.
    #[serde(default)]
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub prepayment_bp: Option<i32>,
    /// How and where the company delivers, in words; null if nothing is agreed.
    #[serde(default)]
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub delivery: Option<String>,
    /// What else is agreed, in words; null if nothing is.
    #[serde(default)]
    #[validate(length(max = 4_000))]
    #[schema(max_length = 4_000)]
    pub other: Option<String>,
}

impl From<contract::ContractTerms> for ContractTerms {
    fn from(terms: contract::ContractTerms) -> Self {
        let contract::ContractTerms { payment_days, prepayment_bp, delivery, other } = terms;
        Self { payment_days, prepayment_bp, delivery, other }
    }
}

impl From<ContractView> for Contract {
    fn from(ContractView { contract, progress }: ContractView) -> Self {
        Self {
            id: Key(contract.id),
            version: contract.version,
            client_id: Key(contract.client_id),
            kind: Term(contract.kind),
            number: contract.number,
            subject: contract.subject,
            terms: contract.terms.into(),
            amount: contract.amount.map(Into::into),
            signed_on: contract.signed_on,
            valid_from_on: contract.valid_from_on,
            valid_until_on: contract.valid_until_on,
            performed_on: contract.performed_on,
            terminated_on: contract.terminated_on,
            termination_reason: contract.termination_reason,
            purchase_plan: contract.purchase_plan.map(|plan| PurchasePlan::of(plan, progress)),
            state: Term(contract.state),
            expiring: contract.expiring,
            created_by: contract.created_by.map(Key),
            created_at: contract.created_at,
        }
    }
}

impl Versioned for Contract {
    fn version(&self) -> i64 {
        self.version
    }

    /// What has come of its plan changes without the contract itself being changed.
    fn etag(&self) -> String {
        let Some(plan) = &self.purchase_plan else { return format!("\"{}\"", self.version) };
        let item =
            |item: &super::purchase_plan::PlanItem| format!("{}{}", item.bought.amount_minor, if item.met.is_some() { "e" } else { "" });
        let items: Vec<_> = plan.items.iter().map(item).collect();
        format!("\"{}-{}\"", self.version, items.join("."))
    }
}

/// A contract to be drafted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContract {
    /// Id of the client with whom the contract is to be made.
    pub client_id: ClientKey,
    /// What the contract is about.
    pub kind: ContractKindTerm,
    /// Number of the contract, which may also be given when it is signed.
    #[validate(length(min = 1, max = 100), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub number: Option<String>,
    /// Subject of the contract in words.
    #[validate(length(min = 1, max = 1_000), custom(function = "not_blank"))]
    #[schema(examples("вода"), min_length = 1, max_length = 1_000)]
    pub subject: String,
    /// Terms under which the company delivers; nothing is agreed if left out.
    #[serde(default)]
    #[validate(nested)]
    pub terms: ContractTerms,
    /// Amount of the contract.
    pub amount: Option<Money>,
    /// First day of the contract, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub valid_from_on: Option<NaiveDate>,
    /// Last day of the contract, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub valid_until_on: Option<NaiveDate>,
    /// What the client agrees to buy; a contract of the kind `purchase_plan` is signed with one.
    #[validate(nested)]
    pub purchase_plan: Option<NewPurchasePlan>,
}

impl NewContract {
    /// What the use case takes.
    pub fn read(self) -> Result<dossier::NewContract, Problem> {
        let ContractTerms { payment_days, prepayment_bp, delivery, other } = self.terms;
        Ok(dossier::NewContract {
            client_id: self.client_id.0,
            kind: self.kind.0,
            number: self.number,
            subject: self.subject,
            terms: dossier::ContractTerms { payment_days, prepayment_bp, delivery, other },
            amount: self.amount.map(|amount| amount.not_negative("/amount")).transpose()?,
            valid_from_on: self.valid_from_on,
            valid_until_on: self.valid_until_on,
            purchase_plan: self.purchase_plan.map(NewPurchasePlan::read).transpose()?,
        })
    }
}
