//! Why a step with a collection plan is refused; each variant is one `code`, its fields are the facts.

use super::collection_plan_state::CollectionPlanState;
use crate::ids::{ClientId, CollectionPlanId};
use crate::own_matter::OwnMatter;
use crate::{Illegal, MoneyError};

/// A rule of §3.19 refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Somebody decides on his own matter.
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
    /// A person has one plan a month.
    #[error("there is a plan of this person for this month already")]
    PlanExists { id: CollectionPlanId },
    /// Money is planned with one's own clients.
    #[error("somebody else answers for this client")]
    NotHisClient { client_id: ClientId },
    /// What was approved does not change.
    #[error("the plan is {state}: only a draft changes")]
    PlanApproved { state: CollectionPlanState },
    /// The items add up to more than there is.
    #[error("the items add up to too much: {0}")]
    Sum(#[from] MoneyError),
}
