//! Commission plans: some dozens in the life of a company.

use domain::commission::{Plan, PlanState, Step, Terms};
use domain::{Currency, Date, Instant, PlanId, UserId, Version};

use self::commission_plan::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Versions of the commission plan.
    commission_plan: "commission_plans" of Plan as plan {
        id: PlanId,
        version: Version as NextVersion,
        number: i64,
        name: String,
        state: PlanState,
        effective_on: Option<Date>,
        currency: Option<Currency>,
        terms: Terms as Json,
        author_id: Option<UserId>,
        published_by: Option<UserId>,
        published_at: Option<Instant>,
        created_at: Instant,
    }
}

object! {
    Step { months, rate_bp }
    Terms {
        first_sale_bp,
        residual_steps as Json,
        new_line_bp,
        new_line_months,
        farmer_bp,
        key_account_bp,
        cap_bp,
        clawback_days,
        tail_days,
        late_residual_days,
        handoff_holdback_bp,
    }
}

aggregate! { Plan: PlanId, "plan", in commission_plan; }

crate::filter! {
    /// Which plans a list shows.
    pub struct PlanFilter of commission_plan {
        /// Only plans in one of these states; several are separated by commas.
        state: Several<PlanState> => C::State.is_one_of(state.each()),
        /// Only plans that this person drafted.
        author_id: OrNull<UserId> => author_id.among(C::AuthorId),
    }
    within reach { reach.all_or_nothing() }
    sorts { number: C::Number, effective_on: C::EffectiveOn }
    counts { state: PlanState = C::State, author_id: Option<UserId> = C::AuthorId }
}

repository! {
    /// Commission plans.
    Plans: plans
}

impl Plans<'_> {
    /// Every published plan, by number.
    pub async fn published(&self) -> Result<Vec<Plan>, StoreError> {
        Entity::find().filter(C::State.is(PlanState::Published)).order_by_asc(C::Number).values(self.0).await
    }

    /// The highest number given so far; 0 before the first.
    pub async fn last_number(&self) -> Result<i64, StoreError> {
        Ok(Entity::find().greatest(C::Number, self.0).await?.unwrap_or(0))
    }
}
