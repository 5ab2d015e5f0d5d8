//! What changes a contract: the patch of a draft, and the bodies of its steps.

use app::dossier;

use super::contract::ContractKindTerm;
use super::prelude::*;
use super::purchase_plan::NewPurchasePlan;

/// What may change of a draft.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractPatch {
    /// What the contract is about.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub kind: Option<ContractKindTerm>,
    /// Number of the contract; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 100), custom(function = "not_blank"))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100)]
    pub number: Option<Option<String>>,
    /// Subject of the contract in words.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 1_000), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 1_000)]
    pub subject: Option<String>,
    /// Terms that change; what is left out stays, and null empties all of them.
    #[serde(default, deserialize_with = "present")]
    #[validate(nested)]
    #[schema(value_type = Option<ContractTermsPatch>)]
    pub terms: Option<Option<ContractTermsPatch>>,
    /// Amount of the contract; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Money>)]
    pub amount: Option<Option<Money>>,
    /// First day of the contract, a civil date in the company's time zone; null empties it.
    #[serde(default, deserialize_with = "told_present")]
    pub valid_from_on: Option<Option<NaiveDate>>,
    /// Last day of the contract, a civil date in the company's time zone; null empties it.
    #[serde(default, deserialize_with = "told_present")]
    pub valid_until_on: Option<Option<NaiveDate>>,
    /// What the client agrees to buy, which replaces the plan that is there; null takes it away.
    #[serde(default, deserialize_with = "present")]
    #[validate(nested)]
    #[schema(value_type = Option<NewPurchasePlan>)]
    pub purchase_plan: Option<Option<NewPurchasePlan>>,
}

/// Terms of a contract that change; null empties one, and what is left out stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractTermsPatch {
    /// Number of days from a sale until it is to be paid; null if nothing is agreed.
    #[serde(default, deserialize_with = "present")]
    #[validate(range(min = 0, max = 3_650))]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 3_650)]
    pub payment_days: Option<Option<i32>>,
    /// Share that is paid in advance, in basis points; null if nothing is agreed.
    #[serde(default, deserialize_with = "present")]
    #[validate(range(min = 0, max = 10_000))]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 10_000)]
    pub prepayment_bp: Option<Option<i32>>,
    /// How and where the company delivers, in words; null if nothing is agreed.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 2_000))]
    #[schema(value_type = Option<String>, max_length = 2_000)]
    pub delivery: Option<Option<String>>,
    /// What else is agreed, in words; null if nothing is.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 4_000))]
    #[schema(value_type = Option<String>, max_length = 4_000)]
    pub other: Option<Option<String>>,
}

/// The terms that change; null empties all of them.
fn terms(patch: Option<ContractTermsPatch>) -> dossier::TermsChange {
    let Some(ContractTermsPatch { payment_days, prepayment_bp, delivery, other }) = patch else {
        return dossier::TermsChange { payment_days: Some(None), prepayment_bp: Some(None), delivery: Some(None), other: Some(None) };
    };
    dossier::TermsChange { payment_days, prepayment_bp, delivery, other }
}

impl ContractPatch {
    /// What the use case takes.
    pub fn read(self) -> Result<dossier::ContractChange, Problem> {
        for (pointer, day) in [("/valid_from_on", self.valid_from_on), ("/valid_until_on", self.valid_until_on)] {
            let wrong = |_| Problem::field(pointer, "out_of_range", "must lie between the years 1900 and 9999");
            day.flatten().as_ref().map_or(Ok(()), moments::date).map_err(wrong)?;
        }
        Ok(dossier::ContractChange {
            kind: self.kind.map(|kind| kind.0),
            number: self.number,
            subject: self.subject,
            terms: self.terms.map(terms).unwrap_or_default(),
            amount: self.amount.map(|amount| amount.map(|amount| amount.not_negative("/amount")).transpose()).transpose()?,
            valid_from_on: self.valid_from_on,
            valid_until_on: self.valid_until_on,
            purchase_plan: self.purchase_plan.map(|plan| plan.map(NewPurchasePlan::read).transpose()).transpose()?,
        })
    }
}

/// When a contract was signed, and under which number.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignContract {
    /// Day on which the contract was signed, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub signed_on: NaiveDate,
    /// Number of the contract.
    #[validate(length(min = 1, max = 100), custom(function = "not_blank"))]
    #[schema(examples("17/26"), min_length = 1, max_length = 100)]
    pub number: String,
}

/// When a contract was performed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PerformContract {
    /// Day on which both sides had done what the contract says, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub performed_on: NaiveDate,
}

/// When and why a contract was terminated.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TerminateContract {
    /// Day on which the contract was terminated, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub terminated_on: NaiveDate,
    /// Why the contract was terminated, in words.
    #[validate(length(min = 1, max = 1_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 1_000)]
    pub reason: String,
}
