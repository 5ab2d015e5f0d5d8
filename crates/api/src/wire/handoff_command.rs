//! Bodies of the commands on handoffs.

use domain::handoffs::IntroKind;
use domain::handoffs::steps::Proposal;

use super::client::UserKey;
use super::contact::ContactKey;
use super::handoff::{Checklist, ReturnReasonTerm};
use super::prelude::*;

pub type IntroKindTerm = Term<IntroKind>;

/// The proposal of a handoff: everything has been told about the client.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeHandoff {
    /// Id of the person who is to take the client over; left out, the farmer with the fewest clients.
    pub to_user_id: Option<UserKey>,
    /// Checklist of what was told; every item must be true.
    pub checklist: Checklist,
    /// True if the handoff was rehearsed; must be true.
    pub rehearsed: bool,
}

impl From<ProposeHandoff> for Proposal {
    fn from(body: ProposeHandoff) -> Self {
        Self { checklist: body.checklist.checked_items(), rehearsed: body.rehearsed, to: body.to_user_id.map(|key| key.0) }
    }
}

/// Why a proposed handoff is returned.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnHandoff {
    /// Why the handoff is returned.
    pub reason: ReturnReasonTerm,
    /// Explanation of the return in words.
    #[validate(length(max = 2000))]
    #[schema(examples("кто подписывает акты?"), max_length = 2000)]
    pub comment: Option<String>,
}

/// How a proposed handoff is accepted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptHandoff {
    /// `true` accepts although the portfolio is full; a head only. False if left out.
    #[serde(default)]
    pub r#override: bool,
}

/// To whom the head gives an escalated handoff.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignHandoff {
    /// Id of the person who takes the client over and cannot refuse.
    pub to_user_id: UserKey,
    /// `true` assigns although the person's portfolio is full; false if left out.
    #[serde(default)]
    pub r#override: bool,
}

/// How giver, receiver and client met.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntroduceHandoff {
    /// How the introduction took place: a visit or a three-way call.
    pub kind: IntroKindTerm,
    /// When the introduction took place, UTC; not in the future.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub occurred_at: DateTime<Utc>,
    /// Id of the client's contact person who took part, if one is to be named.
    pub contact_id: Option<ContactKey>,
}

impl From<IntroduceHandoff> for app::handoffs::Introduction {
    fn from(body: IntroduceHandoff) -> Self {
        Self { kind: body.kind.0, occurred_at: body.occurred_at, contact_id: body.contact_id.map(|key| key.0) }
    }
}

/// How long a client stays with the giver of the handoff.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptHandoff {
    /// Civil date in the company's time zone on which the handoff is to be prepared again; left out, as late as the norm allows.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub until_on: Option<NaiveDate>,
    /// Why the client stays with the giver, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("клиент просит оставить менеджера"), min_length = 1, max_length = 500)]
    pub reason: String,
}
