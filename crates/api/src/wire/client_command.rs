//! What the commands on a client say, and what they leave on his card.

use domain::clients::commands::Postponement;
use domain::clients::{self, DisqualifyReason, LossReason, Temperature};
use domain::phone::Phone;
use validator::ValidationError;

use super::phone::read_one;
use super::prelude::*;
use super::user::UserKey;

pub type TemperatureTerm = Term<Temperature>;
pub type DisqualifyReasonTerm = Term<DisqualifyReason>;
pub type LossReasonTerm = Term<LossReason>;

/// What must be known of a client before a hunter's time is spent.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// The client's need, or the use of the company's range, in words; an empty text means unknown.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(examples("вода в офис, 60 бутылей"), max_length = 2000)]
    pub need: String,
    /// True if it is known who decides at the client.
    #[serde(default)]
    pub decision_maker_known: bool,
    /// Volume or budget as far as known, in words; an empty text means unknown.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(examples("60 в месяц"), max_length = 2000)]
    pub volume_hint: String,
    /// True if the client was checked for signs of being unable to pay.
    #[serde(default)]
    pub solvency_checked: bool,
    /// True if the company delivers to the client's region.
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

/// When a client that does not need anything now is to be called again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostponeClient {
    /// How near the client's need is: `warm` (within 3 months) or `cool` (within a year).
    pub temperature: TemperatureTerm,
    /// Day on which to call the client again, a civil date in the company's time zone, within a year; left out, the norm for the
    /// temperature decides.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
}

impl From<PostponeClient> for Postponement {
    fn from(body: PostponeClient) -> Self {
        Self { temperature: body.temperature.0, recontact_on: body.recontact_on }
    }
}

/// Why a client is written off for good.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisqualifyClient {
    /// Why the client is disqualified.
    pub reason: DisqualifyReasonTerm,
}

/// The curator's proposal to declare a client lost.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeLost {
    /// Why the client is lost; `neglected` and `refused_final` are set by the system only.
    #[validate(custom(function = "by_people"))]
    pub reason: LossReasonTerm,
}

/// C20: two of the words are not people's to say.
fn by_people(reason: &LossReasonTerm) -> Result<(), ValidationError> {
    match reason.0 {
        LossReason::Neglected | LossReason::RefusedFinal => Err(ValidationError::new("not_yours").with_message(
            "is set by the system only; send competitor, price, quality, liquidation, insolvency, need_gone or blacklisted_by_us".into(),
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

/// A proposal to declare a client lost, which the head confirms.
#[derive(Debug, Serialize, ToSchema)]
pub struct LossProposal {
    /// Why the client is lost, in the proposer's view.
    pub reason: LossReasonTerm,
    /// Id of the person who proposes the loss.
    pub user_id: UserKey,
    /// When the loss was proposed, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
}

impl From<clients::LossProposal> for LossProposal {
    fn from(proposal: clients::LossProposal) -> Self {
        Self { reason: Term(proposal.reason), user_id: Key(proposal.by), at: proposal.at }
    }
}

/// How a lost client is released for acquisition.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenClient {
    /// Why the client is released, for the record; names of people do not belong here.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
    /// Id of the hunter who becomes the account owner (curator) at once; left out, the client goes to the call centre.
    pub curator_id: Option<UserKey>,
}

impl From<ReopenClient> for app::clients::Reopening {
    fn from(body: ReopenClient) -> Self {
        Self { reason: body.reason, curator_id: body.curator_id.map(|key| key.0) }
    }
}

/// How long a client need not be contacted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptContact {
    /// Last day of the exemption, a civil date in the company's time zone; null ends the exemption now.
    #[validate(custom(function = "moments::date"))]
    #[serde(deserialize_with = "told")]
    #[schema(required)]
    pub until_on: Option<NaiveDate>,
    /// Why the client need not be contacted; required unless `until_on` is null.
    #[validate(length(max = 500))]
    #[schema(examples("сезонный клиент"), max_length = 500)]
    pub reason: Option<String>,
}

impl ExemptContact {
    /// The exemption that is wanted; a day without a reason is a wrong member.
    pub fn read(self) -> Result<Option<clients::ContactExemption>, Problem> {
        let Some(until_on) = self.until_on else { return Ok(None) };
        let reason = self.reason.filter(|reason| !domain::blank::is_blank(reason));
        let reason = reason.ok_or_else(|| Problem::field("/reason", "required", "say why the client need not be contacted"))?;
        Ok(Some(clients::ContactExemption { until_on, reason }))
    }
}

/// An exemption from regular contact; during it the client is not abandoned.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactExemption {
    /// Last day of the exemption, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub until_on: NaiveDate,
    /// Why the client need not be contacted.
    pub reason: String,
}

impl From<clients::ContactExemption> for ContactExemption {
    fn from(exemption: clients::ContactExemption) -> Self {
        Self { until_on: exemption.until_on, reason: exemption.reason }
    }
}

/// Whether sales to a client are stopped until the client pays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetCreditHold {
    /// `true` stops the confirmation of new sales until the client has paid, `false` allows it again.
    pub credit_hold: bool,
    /// Why the hold is set or lifted, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// Which numbers of a client must never be called again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDoNotCall {
    /// Phone number that must not be called, as one of the client's numbers; left out, all of the client's numbers.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40)]
    pub number: Option<String>,
}

impl SetDoNotCall {
    /// The number, read as in `region`; `None` = all of them.
    pub fn read(self, region: &str) -> Result<Option<Phone>, Problem> {
        let mut errors = Vec::new();
        let number = self.number.and_then(|text| read_one(&text, region, "/number".into(), &mut errors));
        unless_wrong(number, errors)
    }
}
