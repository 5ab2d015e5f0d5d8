//! A deal on the wire.

use domain::ids::OpportunityKind;
use domain::sales::opportunity::Loss;
use domain::sales::{self, OpportunityStage, OpportunityState};

use super::client::{ClientKey, UserKey};
use super::credit::{CreditShare, SplitSignature};
use super::prelude::*;

pub type OpportunityKey = Key<OpportunityKind>;
pub type OpportunityStageTerm = Term<OpportunityStage>;
pub type OpportunityStateTerm = Term<OpportunityState>;

/// A deal in progress (opportunity). A client has at most one open deal per product line.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opportunity {
    /// Id of the deal, assigned by the server.
    pub id: OpportunityKey,
    /// Version number of the deal, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client that may buy.
    pub client_id: ClientKey,
    /// Code of the product line that the deal is about.
    #[schema(examples("water"))]
    pub product_line: String,
    /// Id of the person who works on the deal.
    pub owner_id: UserKey,
    /// Stage of the deal, from `discovery` to `contract`.
    pub stage: OpportunityStageTerm,
    /// State of the deal: open, won, lost or cancelled.
    pub state: OpportunityStateTerm,
    /// Expected amount of the deal.
    pub amount: Money,
    /// Day by which the deal should be closed, a civil date in the company's time zone; null if not planned.
    #[serde(serialize_with = "moment")]
    pub close_on: Option<NaiveDate>,
    /// Shares of the credit, 10,000 basis points in all; empty means all to the seller.
    pub credit_split: Vec<CreditShare>,
    /// Who must agree to the split before anybody is paid by it, and who has; empty while nothing is split.
    pub split_signatures: Vec<SplitSignature>,
    /// Why the deal was lost, in words; null unless it was lost.
    pub lost_reason: Option<String>,
    /// Competitor that won the deal instead; null if not known or not lost.
    pub competitor: Option<String>,
    /// Number of the acquisition of the client that the deal belongs to.
    pub acquisition_no: i32,
    /// True if nothing has happened to the deal for so long that the head was told.
    pub stale: bool,
    /// When the deal was registered, UTC.
    #[serde(serialize_with = "moment")]
    pub registered_at: DateTime<Utc>,
    /// When something last happened to the deal, UTC.
    #[serde(serialize_with = "moment")]
    pub touched_at: DateTime<Utc>,
    /// When the deal was won, lost or cancelled, UTC; null while it is open.
    #[serde(serialize_with = "moment")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Why the deal was cancelled, in words; null unless somebody said.
    pub cancel_reason: Option<String>,
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
            split_signatures: deal.split_signatures.into_iter().map(Into::into).collect(),
            lost_reason: deal.lost_reason,
            competitor: deal.competitor,
            acquisition_no: deal.acquisition_no,
            stale: deal.stale,
            registered_at: deal.registered_at,
            touched_at: deal.touched_at,
            closed_at: deal.closed_at,
            cancel_reason: deal.cancel_reason,
        }
    }
}

versioned! { Opportunity }

/// A deal to be opened.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOpportunity {
    /// Id of the client that may buy.
    pub client_id: ClientKey,
    /// Code of an active product line.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub product_line: String,
    /// Expected amount of the deal.
    pub amount: Money,
    /// Day by which the deal should be closed, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub close_on: Option<NaiveDate>,
    /// Id of the person who works on the deal; yourself if left out. Only a head may name somebody else.
    pub owner_id: Option<UserKey>,
    /// `true` opens a deal on a new line in spite of an open claim, which only a head can; false if left out.
    #[serde(default, rename = "override")]
    pub over_claim: bool,
}

impl NewOpportunity {
    /// What the use case takes.
    pub fn read(self) -> Result<app::sales::NewOpportunity, Problem> {
        Ok(app::sales::NewOpportunity {
            client_id: self.client_id.0,
            product_line: self.product_line,
            amount: self.amount.not_negative("/amount")?,
            close_on: self.close_on,
            owner_id: self.owner_id.map(|key| key.0),
            over_claim: self.over_claim,
        })
    }
}

/// What may change of a deal.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpportunityPatch {
    /// Expected amount of the deal.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub amount: Option<Money>,
    /// Day by which the deal should be closed, a civil date in the company's time zone; null empties it.
    #[serde(default, deserialize_with = "told_present")]
    pub close_on: Option<Option<NaiveDate>>,
}

impl OpportunityPatch {
    /// What the use case takes.
    pub fn read(self) -> Result<app::sales::OpportunityChange, Problem> {
        let amount = self.amount.map(|amount| amount.not_negative("/amount")).transpose()?;
        let wrong = |_| Problem::field("/close_on", "out_of_range", "must lie between the years 1900 and 9999");
        self.close_on.flatten().as_ref().map_or(Ok(()), moments::date).map_err(wrong)?;
        Ok(app::sales::OpportunityChange { amount, close_on: self.close_on })
    }
}

/// The stage that a deal moves to, forward or back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceOpportunity {
    /// Stage that the deal moves to.
    pub stage: OpportunityStageTerm,
    /// Document that the stage requires, where the norm `sales.stage_documents` asks for one.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub document: Option<String>,
}

/// Why a deal is lost. With the client's last open deal, give either `recontact_on` or `final`.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoseOpportunity {
    /// Why the deal is lost, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("дорого"), min_length = 1, max_length = 500)]
    pub reason: String,
    /// Competitor that won the deal instead.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub competitor: Option<String>,
    /// Day on which to ask the client again, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
    /// `true` if the client is never to be asked again; false if left out.
    #[serde(default, rename = "final")]
    pub last: bool,
}

impl From<LoseOpportunity> for app::sales::Losing {
    fn from(body: LoseOpportunity) -> Self {
        Self { loss: Loss { reason: body.reason, competitor: body.competitor }, recontact_on: body.recontact_on, last: body.last }
    }
}

/// The new owner of a deal.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReassignOpportunity {
    /// Id of the person who works on the deal from now on.
    pub owner_id: UserKey,
}

/// How the credit of a deal is shared.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitCredit {
    /// Shares of the credit, 10,000 basis points in all; empty gives all to the seller.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub credit_split: Vec<CreditShare>,
}
