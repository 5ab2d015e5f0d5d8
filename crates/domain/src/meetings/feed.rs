//! The calendar feed of a person: an address at which calendar programs read his meetings (RULES.md §3.4). Whoever has the address
//! reads it, so it is known by the hash of its secret alone, and a new one ends the one before.

use crate::ids::{CalendarFeedId, UserId};
use crate::meetings::MeetingState;
use crate::{Decided, Event, EventName, Instant, Version};

/// Meetings that began longer ago are left out.
pub const DAYS_BACK: i64 = 30;

/// The feed of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    pub id: CalendarFeedId,
    pub version: Version,
    pub user_id: UserId,
    /// Hash of the secret in its address; `None` once it is revoked.
    pub hash: Option<String>,
    /// When the address was issued.
    pub created_at: Instant,
    /// When a calendar program last read it.
    pub last_read_at: Option<Instant>,
}

impl CalendarFeed {
    /// The first address of a person.
    pub fn create(id: CalendarFeedId, user_id: UserId, hash: String, at: Instant) -> Decided<Self> {
        Self { id, version: 0, user_id, hash: None, created_at: at, last_read_at: None }.issue(hash, at)
    }

    /// Another address; the one before is dead from now on.
    pub fn issue(self, hash: String, at: Instant) -> Decided<Self> {
        let event = Event::new(EventName::CalendarFeedIssued, self.id, None).with("user_id", self.user_id);
        Decided::one(Self { hash: Some(hash), created_at: at, last_read_at: None, ..self }, event)
    }

    /// No address any more. A repeat changes nothing.
    pub fn revoke(self) -> Decided<Self> {
        if self.hash.is_none() {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::CalendarFeedRevoked, self.id, None).with("user_id", self.user_id);
        Decided::one(Self { hash: None, ..self }, event)
    }
}

/// How sure a meeting is, in the words of RFC 5545 §3.8.1.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Tentative,
    Confirmed,
    Cancelled,
}

/// How sure a meeting in this state is.
pub const fn certainty(state: MeetingState) -> Certainty {
    match state {
        MeetingState::Booked => Certainty::Tentative,
        MeetingState::Confirmed | MeetingState::Held => Certainty::Confirmed,
        MeetingState::Cancelled | MeetingState::NoShow => Certainty::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_new_address_takes_the_place_of_the_old_one_and_is_revoked_once() {
        let (id, user, at) = (CalendarFeedId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)), Instant::UNIX_EPOCH);
        let first = CalendarFeed::create(id, user, "one".into(), at).state;
        let read = CalendarFeed { last_read_at: Some(at), ..first };
        let second = read.issue("two".into(), at).state;
        assert_eq!((second.hash.as_deref(), second.last_read_at), (Some("two"), None));
        let gone = second.revoke();
        assert_eq!((gone.state.hash.as_deref(), gone.events.len()), (None, 1));
        assert!(gone.state.revoke().events.is_empty());
    }
}
