//! Who makes calls: what each person is now and was before.

use domain::calling::presence::{Availability, AvailabilityState, PauseReason};
use domain::{AvailabilityId, Instant, UserId, Version};

use self::availability::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Whether somebody makes calls, for some time; one that lasts a person.
    availability: "availabilities" of Availability as availability {
        id: AvailabilityId,
        version: Version as NextVersion,
        user_id: UserId,
        state: AvailabilityState,
        reason: Option<PauseReason>,
        since_at: Instant,
        until_at: Option<Instant>,
        heard_at: Instant,
    }
}

aggregate! { Availability: AvailabilityId, "availability", in availability; }

crate::filter! {
    /// Which availabilities a list shows.
    pub struct AvailabilityFilter of availability {
        /// Only those of this person.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only those in one of these states; several are separated by commas, as in `available,paused`.
        state: Several<AvailabilityState> => C::State.is_one_of(state.each()),
        /// `true` lists only what people are now, `false` only what they were before.
        present: bool => if *present { C::UntilAt.is_null() } else { C::UntilAt.is_not_null() },
        /// Only those that began after this instant, UTC.
        since_after: Instant => C::SinceAt.gt(*since_after),
        /// Only those that began before this instant, UTC.
        since_before: Instant => C::SinceAt.lt(*since_before),
    }
    within reach { reach.people(C::UserId) }
    sorts { since_at: C::SinceAt }
    counts { state: AvailabilityState = C::State, user_id: UserId = C::UserId }
}

/// Written out, since an index is for these alone.
fn silent() -> Select<Entity> {
    Entity::find().filter(Expr::cust("availabilities.until_at is null and availabilities.state = 'available'"))
}

repository! {
    /// Who makes calls.
    Availabilities: availabilities
}

impl Availabilities<'_> {
    /// What this person is now, if he has ever said.
    pub async fn present(&self, user: UserId) -> Result<Option<Availability>, StoreError> {
        Entity::find().filter(C::UserId.is(user)).filter(C::UntilAt.is_null()).value(self.0).await
    }

    /// Ends it; what takes its place tells of it in the journal.
    pub async fn end(&self, ended: &Availability) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::UntilAt, Expr::value(ended.until_at))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is(ended.id))
            .filter(C::UntilAt.is_null())
            .run(self.0)
            .await
    }

    /// Something was heard of this person at `at`.
    pub async fn heard(&self, of: AvailabilityId, at: Instant) -> Result<(), StoreError> {
        Entity::update_many().col_expr(C::HeardAt, Expr::value(at)).filter(C::Id.is(of)).filter(C::HeardAt.lt(at)).run(self.0).await
    }

    /// When something was last heard of whoever has been available in silence for longest.
    pub async fn longest_silent(&self) -> Result<Option<Instant>, StoreError> {
        silent().least(C::HeardAt, self.0).await
    }

    /// Up to 200 people who are available and of whom nothing was heard after `before`.
    pub async fn silent_since(&self, before: Instant) -> Result<Vec<Availability>, StoreError> {
        silent().filter(C::HeardAt.lte(before)).order_by_asc(C::HeardAt).limit(200).values(self.0).await
    }
}
