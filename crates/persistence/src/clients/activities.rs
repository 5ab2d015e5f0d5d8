//! The contact history: appended and read, never changed (I-2).

use domain::clients::{Activity, ActivityKind, Direction};
use domain::{ActivityId, CallId, ClientId, ContactId, Date, HandoffId, Instant, MeetingId, UserId};

use self::activity::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// The contact history; append-only (I-2).
    activity: "activities" of Activity as activity {
        id: ActivityId,
        client_id: ClientId,
        kind: ActivityKind,
        direction: Direction,
        two_way: bool,
        user_id: Option<UserId>,
        contact_id: Option<ContactId>,
        occurred_at: Instant,
        result: Option<String>,
        next_step_on: Option<Date>,
        call_id: Option<CallId>,
        meeting_id: Option<MeetingId>,
        handoff_id: Option<HandoffId>,
        corrects_id: Option<ActivityId>,
        recorded_at: Instant,
    }
}

crate::filter! {
    /// Filters of the contact history.
    pub struct ActivityFilter of activity {
        /// Only entries of this kind of contact.
        kind: ActivityKind => C::Kind.is(*kind),
        /// Only contacts that this employee had.
        user_id: OrNull<UserId> => user_id.among(C::UserId),
        /// Only contacts with this contact person.
        contact_id: OrNull<ContactId> => contact_id.among(C::ContactId),
        /// Only contacts in this direction: `inbound` or `outbound`.
        direction: Direction => C::Direction.is(*direction),
        /// `true` lists only contacts in which the client took part too, `false` only the others.
        two_way: bool => C::TwoWay.is(*two_way),
        /// Only contacts that took place after this instant, UTC.
        occurred_after: Instant => C::OccurredAt.gt(*occurred_after),
        /// Only contacts that took place before this instant, UTC.
        occurred_before: Instant => C::OccurredAt.lt(*occurred_before),
        /// Only contacts whose next step is planned for this civil date or later.
        next_step_from: Date => C::NextStepOn.gte(*next_step_from),
        /// Only contacts whose next step is planned for before this civil date.
        next_step_before: Date => C::NextStepOn.lt(*next_step_before),
    }
    sorts { occurred_at: C::OccurredAt, next_step_on: C::NextStepOn }
    counts { kind: ActivityKind = C::Kind, direction: Direction = C::Direction, user_id: Option<UserId> = C::UserId }
}

repository! {
    /// Activities.
    Activities: activities
}

impl Activities<'_> {
    /// An entry about this client.
    pub async fn find(&self, client: ClientId, id: ActivityId) -> Result<Option<Activity>, StoreError> {
        Entity::find_by_id(id.uuid()).filter(C::ClientId.is(client)).value(self.0).await
    }

    /// A page of the contact history of a client.
    pub async fn page(&self, client: ClientId, filter: &ActivityFilter, request: &PageRequest) -> Result<Page<Activity>, StoreError> {
        filter.page_within(self.0, C::ClientId.is(client), request).await
    }

    /// How many contacts with a client there were, by members out of those of the list.
    pub async fn counts(&self, client: ClientId, filter: &ActivityFilter, by: &[&'static str]) -> Result<Counts, StoreError> {
        filter.counts_within(self.0, C::ClientId.is(client), by).await
    }

    /// When this employee last had a contact with the client in which the client took part.
    pub async fn last_talk(&self, client: ClientId, user: UserId) -> Result<Option<Instant>, StoreError> {
        let talks = Entity::find().filter(C::ClientId.is(client)).filter(C::UserId.is(user)).filter(C::TwoWay.holds(true));
        talks.greatest(C::OccurredAt, self.0).await
    }

    /// Appends one.
    pub async fn append(&self, activity: &Activity) -> Result<(), StoreError> {
        insert::<Entity>(self.0, activity).await
    }
}
