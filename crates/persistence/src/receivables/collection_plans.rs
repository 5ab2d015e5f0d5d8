//! Plans of collections.

use domain::commission::Month;
use domain::receivables::collection_plan::{CollectionItem, CollectionPlan, CollectionPlanState};
use domain::{CollectionPlanId, Currency, Instant, Money, UserId, Version};
use serde_json::json;

use self::collection_plan::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// What people plan to collect in a month.
    collection_plan: "collection_plans" of CollectionPlan as plan {
        id: CollectionPlanId,
        version: Version as NextVersion,
        user_id: UserId,
        period: Month,
        items: Vec<CollectionItem> as Json,
        currency: Currency,
        state: CollectionPlanState,
        author_id: Option<UserId>,
        approved_by: Option<UserId>,
        approved_at: Option<Instant>,
        created_at: Instant,
    }
}

/// An item; its amount lies there as two members.
impl Object for CollectionItem {
    fn to_json(&self) -> serde_json::Value {
        json!({"client_id": self.client_id.to_string(), "planned_minor": self.planned.minor(), "currency": self.planned.currency().code()})
    }

    fn from_json(json: serde_json::Value) -> Option<Self> {
        Some(Self {
            client_id: json.get("client_id")?.as_str()?.parse().ok()?,
            planned: Money::new(json.get("planned_minor")?.as_i64()?, Currency::parse(json.get("currency")?.as_str()?).ok()?),
        })
    }
}

aggregate! { CollectionPlan: CollectionPlanId, "collection plan", in collection_plan; }

crate::filter! {
    /// Filters of the list of plans of collections.
    pub struct CollectionPlanFilter of collection_plan {
        /// Only plans of these people; several are separated by commas.
        user_id: Several<UserId> => C::UserId.is_one_of(user_id.each()),
        /// Only plans for this month.
        period: Month => C::Period.is(*period),
        /// Only plans in this state: `draft` or `approved`.
        state: CollectionPlanState => C::State.is(*state),
    }
    within reach { reach.people(C::UserId) }
    sorts { period: C::Period }
    counts { state: CollectionPlanState = C::State, user_id: UserId = C::UserId, period: Month = C::Period }
}

repository! {
    /// Plans of collections.
    CollectionPlans: collection_plans
}

impl CollectionPlans<'_> {
    /// The plan of a person for a month.
    pub async fn of_month(&self, user: UserId, period: Month) -> Result<Option<CollectionPlan>, StoreError> {
        Entity::find().filter(C::UserId.is(user)).filter(C::Period.is(period)).value(self.0).await
    }
}
