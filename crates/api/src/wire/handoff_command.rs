//! What the commands on a handoff say.

use chrono::{DateTime, NaiveDate, Utc};
use domain::handoffs::IntroKind;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::client::UserKey;
use super::contact::ContactKey;
use super::handoff::{Checklist, ReturnReasonTerm};
use super::rules::not_blank;
use super::{Term, moments};

/// How the farmer was introduced.
pub type IntroKindTerm = Term<IntroKind>;

/// The giver has told everything.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeHandoff {
    /// To whom; the farmer with the fewest clients if nobody is named.
    pub to_user_id: Option<UserKey>,
    /// What was told; all of it must be.
    pub checklist: Checklist,
    /// Was it rehearsed?
    pub rehearsed: bool,
}

impl From<ProposeHandoff> for app::handoffs::Proposing {
    fn from(body: ProposeHandoff) -> Self {
        Self { to_user_id: body.to_user_id.map(|key| key.0), checklist: body.checklist.ticked(), rehearsed: body.rehearsed }
    }
}

/// The taker gives it back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnHandoff {
    /// Why.
    pub reason: ReturnReasonTerm,
    /// In words.
    #[validate(length(max = 2000))]
    #[schema(examples("кто подписывает акты?"), max_length = 2000)]
    pub comment: Option<String>,
}

impl From<ReturnHandoff> for app::handoffs::Returning {
    fn from(body: ReturnHandoff) -> Self {
        Self { reason: body.reason.0, comment: body.comment }
    }
}

/// The taker takes it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptHandoff {
    /// A head puts the farmer over his maximum.
    #[serde(default)]
    pub r#override: bool,
}

/// The head decides who takes it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignHandoff {
    /// Who.
    pub to_user_id: UserKey,
    /// Over his maximum.
    #[serde(default)]
    pub r#override: bool,
}

impl From<AssignHandoff> for app::handoffs::Assigning {
    fn from(body: AssignHandoff) -> Self {
        Self { to_user_id: body.to_user_id.0, over: body.r#override }
    }
}

/// Giver, taker and client have met.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntroduceHandoff {
    /// How.
    pub kind: IntroKindTerm,
    /// When, not in the future.
    #[validate(custom(function = "moments::instant"))]
    pub occurred_at: DateTime<Utc>,
    /// With whom at the client's.
    pub contact_id: Option<ContactKey>,
}

impl From<IntroduceHandoff> for app::handoffs::Introduction {
    fn from(body: IntroduceHandoff) -> Self {
        Self { kind: body.kind.0, occurred_at: body.occurred_at, contact_id: body.contact_id.map(|key| key.0) }
    }
}

/// The client insists on the giver.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptHandoff {
    /// The day on which it is to be prepared again; as late as the norm lets if none is given.
    #[validate(custom(function = "moments::date"))]
    pub until_on: Option<NaiveDate>,
    /// Why.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("клиент просит оставить менеджера"), min_length = 1, max_length = 500)]
    pub reason: String,
}

impl From<ExemptHandoff> for app::handoffs::Exemption {
    fn from(body: ExemptHandoff) -> Self {
        Self { until_on: body.until_on, reason: body.reason }
    }
}
