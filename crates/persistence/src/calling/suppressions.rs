//! Suppressions: numbers that nobody calls; at most one of a number is active.

use domain::calling::suppression::{Suppression, SuppressionReason, SuppressionState};
use domain::phone::Phone;
use domain::{CallId, ClientId, Instant, SuppressionId, UserId, Version, Word};

use self::suppression::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Numbers that nobody calls.
    suppression: "suppressions" of Suppression as suppression {
        id: SuppressionId,
        version: Version as NextVersion,
        number: Phone,
        reason: SuppressionReason,
        note: Option<String>,
        client_id: Option<ClientId>,
        call_id: Option<CallId>,
        state: SuppressionState,
        created_by: Option<UserId>,
        created_at: Instant,
        lifted_by: Option<UserId>,
        lifted_at: Option<Instant>,
        lift_reason: Option<String>,
        lift_proof: Option<String>,
    }
}

aggregate! { Suppression: SuppressionId, "suppression", in suppression; }

crate::filter! {
    /// Filters of the list of suppressions.
    pub struct SuppressionFilter of suppression {
        /// Only suppressions of this phone number, in any form that is dialled in the company's region.
        number: Phone => C::Number.is(number.clone()),
        /// Only suppressions that came up with this client.
        client_id: OrNull<ClientId> => client_id.owns(C::ClientId),
        /// Only suppressions in this state: `active` or `lifted`.
        state: SuppressionState => C::State.is(*state),
        /// Only suppressions for this reason.
        reason: SuppressionReason => C::Reason.is(*reason),
    }
    within reach { reach.all_or_nothing() }
    counts { state: SuppressionState = C::State, reason: SuppressionReason = C::Reason }
}

repository! {
    /// Suppressions.
    Suppressions: suppressions
}

impl Suppressions<'_> {
    /// Those of these numbers that are in force.
    pub async fn active_of(&self, numbers: &[Phone]) -> Result<Vec<Suppression>, StoreError> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        active().filter(C::Number.is_one_of(numbers.iter().cloned())).values(self.0).await
    }

    /// Inserts new ones; [`StoreError::Duplicate`], with which the transaction is run again, where somebody else has suppressed one of the
    /// numbers in this moment.
    pub async fn insert(&self, new: &[Suppression]) -> Result<(), StoreError> {
        Insert::<Entity>::of(new).run(self.0).await.map(drop)
    }
}

fn active() -> Select<Entity> {
    Entity::find().filter(C::State.eq(SuppressionState::Active.as_str()))
}
