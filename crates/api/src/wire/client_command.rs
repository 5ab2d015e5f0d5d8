//! What the commands on a client say, and what they leave on his card.

use chrono::{DateTime, NaiveDate, Utc};
use domain::clients::commands::Postponement;
use domain::clients::{self, DisqualifyReason, LossReason, Temperature};
use domain::phone::Phone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::phone::read_one;
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Term, moments};
use crate::Problem;

/// A temperature.
pub type TemperatureTerm = Term<Temperature>;
/// Why a client is disqualified.
pub type DisqualifyReasonTerm = Term<DisqualifyReason>;
/// Why a client is lost.
pub type LossReasonTerm = Term<LossReason>;

/// What must be known before a hunter's time is spent on a client.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// The need, or how our range is used.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(examples("вода в офис, 60 бутылей"), max_length = 2000)]
    pub need: String,
    /// Do we know who decides?
    #[serde(default)]
    pub decision_maker_known: bool,
    /// Volume or budget, as far as known.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(examples("60 в месяц"), max_length = 2000)]
    pub volume_hint: String,
    /// Have we looked for signs that he cannot pay?
    #[serde(default)]
    pub solvency_checked: bool,
    /// Do we deliver there?
    #[serde(default)]
    pub region_served: bool,
}

impl From<Qualification> for clients::Qualification {
    fn from(facts: Qualification) -> Self {
        let Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served } = facts;
        Self { need, decision_maker_known, volume_hint, solvency_checked, region_served }
    }
}

impl From<clients::Qualification> for Qualification {
    fn from(facts: clients::Qualification) -> Self {
        let clients::Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served } = facts;
        Self { need, decision_maker_known, volume_hint, solvency_checked, region_served }
    }
}

/// Not now, but then.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostponeClient {
    /// `warm` or `cool`.
    pub temperature: TemperatureTerm,
    /// When to call again, within a year; unless told, as the norm for the temperature says.
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
}

impl From<PostponeClient> for Postponement {
    fn from(body: PostponeClient) -> Self {
        Self { temperature: body.temperature.0, recontact_on: body.recontact_on }
    }
}

/// A final no.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisqualifyClient {
    /// Why.
    pub reason: DisqualifyReasonTerm,
}

/// The curator gives him up.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeLost {
    /// Why.
    #[validate(custom(function = "by_people"))]
    pub reason: LossReasonTerm,
}

/// C20: two of the words are not people's to say.
fn by_people(reason: &LossReasonTerm) -> Result<(), ValidationError> {
    match reason.0 {
        LossReason::Neglected | LossReason::RefusedFinal => Err(ValidationError::new("not_yours").with_message(
            "is what the system says; send competitor, price, quality, liquidation, insolvency, need_gone or blacklisted_by_us".into(),
        )),
        LossReason::Competitor
        | LossReason::Price
        | LossReason::Quality
        | LossReason::Liquidation
        | LossReason::Insolvency
        | LossReason::NeedGone
        | LossReason::BlacklistedByUs => Ok(()),
    }
}

/// A proposal to declare a client lost.
#[derive(Debug, Serialize, ToSchema)]
pub struct LossProposal {
    /// Why.
    pub reason: LossReasonTerm,
    /// Who proposes.
    pub user_id: UserKey,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl From<clients::LossProposal> for LossProposal {
    fn from(proposal: clients::LossProposal) -> Self {
        Self { reason: Term(proposal.reason), user_id: Key(proposal.by), at: proposal.at }
    }
}

/// A lost client is released for acquisition.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenClient {
    /// Why, for the record; no names of people.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
    /// A hunter who answers for him at once; else the call centre has him.
    pub curator_id: Option<UserKey>,
}

impl From<ReopenClient> for app::clients::Reopening {
    fn from(body: ReopenClient) -> Self {
        Self { reason: body.reason, curator_id: body.curator_id.map(|key| key.0) }
    }
}

/// Leave him in peace.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptContact {
    /// The last day of it; null ends it now.
    #[validate(custom(function = "moments::date"))]
    #[serde(deserialize_with = "crate::body::or_null")]
    #[schema(required)]
    pub until_on: Option<NaiveDate>,
    /// Why; needed with a day.
    #[validate(length(max = 500))]
    #[schema(examples("сезонный клиент"), max_length = 500)]
    pub reason: Option<String>,
}

impl ExemptContact {
    /// The exemption that is wanted; a day without a reason is a wrong member.
    pub fn read(self) -> Result<Option<clients::ContactExemption>, Problem> {
        let Some(until_on) = self.until_on else { return Ok(None) };
        let reason = self.reason.filter(|reason| !reason.trim().is_empty());
        let reason = reason.ok_or_else(|| Problem::field("/reason", "required", "say why he is left in peace"))?;
        Ok(Some(clients::ContactExemption { until_on, reason }))
    }
}

/// He is left in peace.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactExemption {
    /// The last day of it.
    pub until_on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl From<clients::ContactExemption> for ContactExemption {
    fn from(exemption: clients::ContactExemption) -> Self {
        Self { until_on: exemption.until_on, reason: exemption.reason }
    }
}

/// Credit stopped, or given again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetCreditHold {
    /// Is he to pay before he buys more?
    pub credit_hold: bool,
    /// Why.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// Never call again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDoNotCall {
    /// Which of his numbers; all of them unless told.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub number: Option<String>,
}

impl SetDoNotCall {
    /// The number, read as in `region`; `None` = all of them.
    pub fn read(self, region: &str) -> Result<Option<Phone>, Problem> {
        let mut errors = Vec::new();
        let number = self.number.and_then(|text| read_one(&text, region, "/number".into(), &mut errors));
        if errors.is_empty() { Ok(number) } else { Err(Problem::fields(errors)) }
    }
}
