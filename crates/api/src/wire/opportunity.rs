//! A deal on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::OpportunityKind;
use domain::sales::opportunity::Loss;
use domain::sales::{self, OpportunityStage, OpportunityState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::{ClientKey, UserKey};
use super::credit::CreditShare;
use super::rules::not_blank;
use super::{Key, Money, Term, moments};
use crate::Problem;
use crate::answer::Versioned;
use crate::body::{present, stated};
use crate::list::{Filter, Several};

/// Id of a deal.
pub type OpportunityKey = Key<OpportunityKind>;
/// How far a deal is.
pub type OpportunityStageTerm = Term<OpportunityStage>;
/// The life of a deal.
pub type OpportunityStateTerm = Term<OpportunityState>;

/// A deal in progress; one open per client and product line.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opportunity {
    /// Its id.
    pub id: OpportunityKey,
    /// The number in its ETag.
    pub version: i64,
    /// With whom.
    pub client_id: ClientKey,
    /// Code of the product line.
    #[schema(examples("water"))]
    pub product_line: String,
    /// Whose it is.
    pub owner_id: UserKey,
    /// How far it is.
    pub stage: OpportunityStageTerm,
    /// Is it still open?
    pub state: OpportunityStateTerm,
    /// What is expected of it.
    pub amount: Money,
    /// By when.
    pub close_on: Option<NaiveDate>,
    /// Who shares the credit; empty: all to the seller.
    pub credit_split: Vec<CreditShare>,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// To whom.
    pub competitor: Option<String>,
    /// The acquisition of the client to which it belongs.
    pub acquisition_no: i32,
    /// Nothing has happened for so long that the head was told.
    pub stale: bool,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// When something last happened to it.
    pub touched_at: DateTime<Utc>,
    /// When it was won, lost or cancelled.
    pub closed_at: Option<DateTime<Utc>>,
}

impl From<sales::Opportunity> for Opportunity {
    fn from(deal: sales::Opportunity) -> Self {
        Self {
            id: Key(deal.id),
            version: deal.version,
            client_id: Key(deal.client_id),
            product_line: deal.product_line,
            owner_id: Key(deal.owner_id),
            stage: Term(deal.stage),
            state: Term(deal.state),
            amount: deal.amount.into(),
            close_on: deal.close_on,
            credit_split: deal.credit_split.into_iter().map(Into::into).collect(),
            lost_reason: deal.lost_reason,
            competitor: deal.competitor,
            acquisition_no: deal.acquisition_no,
            stale: deal.stale,
            registered_at: deal.registered_at,
            touched_at: deal.touched_at,
            closed_at: deal.closed_at,
        }
    }
}

impl Versioned for Opportunity {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A deal to open.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOpportunity {
    /// With whom.
    pub client_id: ClientKey,
    /// Code of an active product line.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub product_line: String,
    /// What is expected of it.
    pub amount: Money,
    /// By when.
    #[validate(custom(function = "moments::date"))]
    pub close_on: Option<NaiveDate>,
    /// Whose it is; yours unless you are a head.
    pub owner_id: Option<UserKey>,
}

impl NewOpportunity {
    /// What the use case is told.
    pub fn read(self) -> Result<app::sales::NewOpportunity, Problem> {
        Ok(app::sales::NewOpportunity {
            client_id: self.client_id.0,
            product_line: self.product_line,
            amount: self.amount.not_negative("/amount")?,
            close_on: self.close_on,
            owner_id: self.owner_id.map(|key| key.0),
        })
    }
}

/// What may change of a deal.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpportunityPatch {
    /// What is expected of it.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub amount: Option<Money>,
    /// By when; null forgets it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    pub close_on: Option<Option<NaiveDate>>,
}

impl OpportunityPatch {
    /// What the use case is told.
    pub fn read(self) -> Result<app::sales::OpportunityChange, Problem> {
        let amount = self.amount.map(|amount| amount.not_negative("/amount")).transpose()?;
        let wrong = |_| Problem::field("/close_on", "out_of_range", "must lie between the years 1900 and 9999");
        self.close_on.flatten().as_ref().map_or(Ok(()), moments::date).map_err(wrong)?;
        Ok(app::sales::OpportunityChange { amount, close_on: self.close_on })
    }
}

/// The next stage, or an earlier one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceOpportunity {
    /// Where to.
    pub stage: OpportunityStageTerm,
    /// The paper that the stage needs, where the norm `sales.stage_documents` asks for one.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub document: Option<String>,
}

impl From<AdvanceOpportunity> for app::sales::Advance {
    fn from(body: AdvanceOpportunity) -> Self {
        Self { stage: body.stage.0, document: body.document }
    }
}

/// Why a deal is lost. With the client's last deal say either `recontact_on` or `final`.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoseOpportunity {
    /// Why.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("дорого"), min_length = 1, max_length = 500)]
    pub reason: String,
    /// To whom.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub competitor: Option<String>,
    /// Ask him again on this day.
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
    /// Never again.
    #[serde(default, rename = "final")]
    pub last: bool,
}

impl From<LoseOpportunity> for app::sales::Losing {
    fn from(body: LoseOpportunity) -> Self {
        Self { loss: Loss { reason: body.reason, competitor: body.competitor }, recontact_on: body.recontact_on, last: body.last }
    }
}

/// Whose a deal is from now on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReassignOpportunity {
    /// His id.
    pub owner_id: UserKey,
}

/// Who shares the credit of a deal.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitCredit {
    /// Shares of 10,000 bp in all; empty: all to the seller.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub credit_split: Vec<CreditShare>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpportunityFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only this person's.
    pub owner_id: Option<UserKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<OpportunityStateTerm>>)]
    pub state: Option<Several<OpportunityStateTerm>>,
    /// Only those in these stages, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<OpportunityStageTerm>>)]
    pub stage: Option<Several<OpportunityStageTerm>>,
    /// Only those on this product line.
    pub product_line: Option<String>,
    /// Only those expected on this day or later.
    pub close_from: Option<NaiveDate>,
    /// Only those expected before this day.
    pub close_before: Option<NaiveDate>,
}

impl Filter for OpportunityFilter {
    const SORTS: &'static [&'static str] = &["id", "close_on"];
}

impl From<&OpportunityFilter> for persistence::sales::OpportunityFilter {
    fn from(filter: &OpportunityFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            owner_id: filter.owner_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            stages: filter.stage.iter().flat_map(|stages| &stages.0).map(|stage| stage.0).collect(),
            product_line: filter.product_line.clone(),
            close_from: filter.close_from,
            close_before: filter.close_before,
        }
    }
}
