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
        user_id: UserId => C::UserId.is(*user_id),
        /// Only contacts that took place after this instant, UTC.
        occurred_after: Instant => C::OccurredAt.gt(*occurred_after),
        /// Only contacts that took place before this instant, UTC.
        occurred_before: Instant => C::OccurredAt.lt(*occurred_before),
    }
    sorts { occurred_at: C::OccurredAt }
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

    /// Appends one.
    pub async fn append(&self, activity: &Activity) -> Result<(), StoreError> {
        insert::<Entity>(self.0, activity).await
    }
}
