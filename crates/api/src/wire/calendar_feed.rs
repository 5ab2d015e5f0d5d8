//! The calendar feed of a person, on the wire; and what calendar programs read there (RFC 5545).

use app::meetings::{CalendarEntries, IssuedFeed};
use domain::ids::CalendarFeedKind;
use domain::meetings::Meeting;
use domain::meetings::feed::{self, Certainty, certainty};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use secrecy::ExposeSecret;

use super::prelude::*;
use super::user::UserKey;
use crate::answer::Versioned;

pub type CalendarFeedKey = Key<CalendarFeedKind>;

/// The calendar feed of a person, without its address.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarFeed {
    /// Id of the feed, assigned by the server.
    pub id: CalendarFeedKey,
    /// Version number of the feed, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person whose meetings are in the feed.
    pub user_id: UserKey,
    /// When the address was issued, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// When a calendar program last read the feed, UTC, noted at most once a minute; null if none has.
    #[serde(serialize_with = "moment")]
    pub last_read_at: Option<DateTime<Utc>>,
}

impl From<feed::CalendarFeed> for CalendarFeed {
    fn from(feed: feed::CalendarFeed) -> Self {
        Self {
            id: Key(feed.id),
            version: feed.version,
            user_id: Key(feed.user_id),
            created_at: feed.created_at,
            last_read_at: feed.last_read_at,
        }
    }
}

versioned! { CalendarFeed }

/// A calendar feed together with its new address.
#[derive(Serialize, ToSchema)]
pub struct IssuedCalendarFeed {
    /// Address (URL) that a calendar program subscribes to, shown in this answer only: whoever has it reads the feed.
    #[schema(examples("https://baton.example.com/v1/calendar-feeds/Zk3xC2FVsBQIhrscChlQIMVb5sSYspob7oDazT4lV9q.ics"))]
    pub url: String,
    /// The feed that is read at the address.
    #[serde(flatten)]
    pub feed: CalendarFeed,
}

impl From<IssuedFeed> for IssuedCalendarFeed {
    fn from(issued: IssuedFeed) -> Self {
        Self { url: issued.url.expose_secret().to_owned(), feed: issued.feed.into() }
    }
}

impl Versioned for IssuedCalendarFeed {
    fn version(&self) -> i64 {
        self.feed.version
    }
}

/// The feed as calendar programs read it. It reads the same as long as nothing has changed.
pub fn calendar(entries: &CalendarEntries) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", "-//Baton//Calendar feed//EN"));
    for meeting in &entries.meetings {
        calendar.push(event(meeting, entries));
    }
    calendar.to_string()
}

/// A meeting with the name of its client, its place and the name of whom it is with: no numbers.
fn event(meeting: &Meeting, entries: &CalendarEntries) -> Event {
    let changed_at = [meeting.held_at, meeting.decided_at].into_iter().flatten().fold(meeting.created_at, DateTime::max);
    let mut event = Event::new();
    event
        .uid(&format!("{}@baton", meeting.id))
        .timestamp(changed_at)
        .starts(meeting.starts_at)
        .ends(meeting.ends_at)
        .sequence(meeting.reschedules.unsigned_abs())
        .status(match certainty(meeting.state) {
            Certainty::Tentative => EventStatus::Tentative,
            Certainty::Confirmed => EventStatus::Confirmed,
            Certainty::Cancelled => EventStatus::Cancelled,
        })
        .summary(entries.client(meeting.client_id).unwrap_or_default());
    if let Some(place) = &meeting.place {
        event.location(place);
    }
    if let Some((name, position)) = meeting.contact_id.and_then(|contact| entries.contact(contact)) {
        let text = position.map_or_else(|| name.to_owned(), |position| format!("{name}, {position}"));
        event.description(&text);
    }
    event.done()
}
