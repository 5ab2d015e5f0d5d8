//! Calendar feeds: by person, by the hash of their secret; and what stands in one.

use domain::meetings::Meeting;
use domain::meetings::feed::CalendarFeed;
use domain::{CalendarFeedId, Instant, UserId, Version};

use self::calendar_feed::{Column as C, Entity};
use super::Meetings;
use super::meeting::{Column as M, Entity as MeetingEntity};
use crate::prelude::*;

table! {
    /// Addresses at which calendar programs read the meetings of a person.
    calendar_feed: "calendar_feeds" of CalendarFeed as feed {
        id: CalendarFeedId,
        version: Version as NextVersion,
        user_id: UserId,
        hash: Option<String>,
        created_at: Instant,
        last_read_at: Option<Instant>,
    }
}

aggregate! { CalendarFeed: CalendarFeedId, "calendar feed", in calendar_feed; }

/// More meetings than anybody has in a calendar.
const MOST: u64 = 1_000;

repository! {
    /// Calendar feeds.
    CalendarFeeds: calendar_feeds
}

impl CalendarFeeds<'_> {
    /// The feed of this person, revoked or not.
    pub async fn of(&self, user: UserId) -> Result<Option<CalendarFeed>, StoreError> {
        Entity::find().filter(C::UserId.is(user)).value(self.0).await
    }

    /// The feed whose secret has this hash.
    pub async fn by_hash(&self, hash: &str) -> Result<Option<CalendarFeed>, StoreError> {
        Entity::find().filter(C::Hash.eq(hash)).value(self.0).await
    }

    /// A calendar program has read it; the version grows, since answers about the feed change.
    pub async fn read_at(&self, feed: CalendarFeedId, now: Instant) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::LastReadAt, Expr::value(now))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is(feed))
            .run(self.0)
            .await
    }
}

impl Meetings<'_> {
    /// What this person holds and has held since, in the order of its beginning.
    pub async fn in_calendar(&self, hunter: UserId, since: Instant) -> Result<Vec<Meeting>, StoreError> {
        let select = MeetingEntity::find().filter(M::HunterId.is(hunter)).filter(M::StartsAt.gte(since));
        select.order_by_asc(M::StartsAt).order_by_asc(M::Id).limit(MOST).values(self.0).await
    }
}
