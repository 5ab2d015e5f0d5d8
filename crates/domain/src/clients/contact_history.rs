//! Which activities count as contact with a client, and what a contact changes (RULES.md §3.1a, I-9).

use chrono::TimeDelta;

use super::lifecycle::ClientEvent;
use super::silence::Cutoffs;
use super::{Activity, ActivityKind, Client, Direction, Refusal, Stage};
use crate::norms::Norms;
use crate::{Decided, Event, EventName, Instant, zulu};

/// E-42: clocks may be wrong by so much.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);

/// 2000-01-01: imported history may be old, but an earlier instant comes from a clock that was never set (1970).
const EARLIEST_CONTACT: Instant = match Instant::from_timestamp_secs(946_684_800) {
    Some(at) => at,
    None => Instant::MIN_UTC,
};

/// E-42: why an instant cannot be the time of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misdated {
    /// It lies in the future.
    #[error("must not lie in the future: it is {} here; report it once it has happened, or check the clock", zulu(*.now))]
    InTheFuture { now: Instant },
    /// It lies before `EARLIEST_CONTACT`.
    #[error("must not lie before {}; check the clock of the reporting system", zulu(EARLIEST_CONTACT))]
    TooLongAgo,
}

impl Misdated {
    /// E-42: what is wrong with `at` as the time of a contact, if anything.
    pub fn find(at: Instant, now: Instant) -> Option<Self> {
        if at > now + CLOCK_SKEW { Some(Self::InTheFuture { now }) } else { (at < EARLIEST_CONTACT).then_some(Self::TooLongAgo) }
    }

    /// The code of the field error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InTheFuture { .. } => "in_the_future",
            Self::TooLongAgo => "too_long_ago",
        }
    }
}

impl Activity {
    /// §3.1a: both sides spoke, or he wrote himself. Attempts, mailings, letters out and notes never count.
    pub const fn qualifies(&self) -> bool {
        match self.kind {
            ActivityKind::Call | ActivityKind::Visit | ActivityKind::Meeting | ActivityKind::Intro => self.two_way,
            ActivityKind::Messenger => self.two_way || matches!(self.direction, Direction::Inbound),
            ActivityKind::EmailIn | ActivityKind::LetterIn => true,
            ActivityKind::EmailOut | ActivityKind::LetterOut | ActivityKind::Mailing | ActivityKind::Note => false,
        }
    }

    /// The journal entry for it.
    pub fn logged(&self) -> Event {
        let event = Event::new(EventName::ActivityLogged, self.id, Some(self.client_id))
            .with("kind", self.kind)
            .with("direction", self.direction)
            .with("two_way", self.two_way);
        self.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
    }
}

impl Client {
    /// Since when nobody has spoken with him: the last contact, else [`Client::silence_from`]. N-15 and N-16 both count from here.
    pub fn silent_since(&self) -> Instant {
        self.last_contact_at.unwrap_or(self.silence_from)
    }

    /// C17: was the last contact longer ago than N-15?
    pub fn is_silent(&self, now: Instant, norms: &Norms) -> bool {
        self.silent_since() < Cutoffs::abandoned(now, norms).of_group(self.group_code.as_deref())
    }

    /// Applies a contact: the times of last contact advance, an abandoned client is recovered (C18), a suspect or postponed one counts
    /// as reached (C4, C7). An activity that does not qualify changes nothing; otherwise the first event is the activity itself.
    /// `by_curator`: the curator or his deputy spoke (E-26).
    pub fn contacted(mut self, activity: &Activity, by_curator: bool, norms: &Norms, now: Instant) -> Result<Decided<Self>, Refusal> {
        if !activity.qualifies() {
            return Ok(Decided::unchanged(self));
        }
        // `None` is before every instant.
        let at = Some(activity.occurred_at.min(now));
        self.last_contact_at = self.last_contact_at.max(at);
        if by_curator {
            self.last_curator_contact_at = self.last_curator_contact_at.max(at);
        }
        // A contact of long ago that is only logged now does not recover an abandoned client.
        let event =
            if self.stage == Stage::Abandoned && !self.is_silent(now, norms) { ClientEvent::ContactMade } else { ClientEvent::Reached };
        let mut decided = self.on(event, now)?;
        decided.events.insert(0, activity.logged());
        Ok(decided)
    }
}

impl Client {
    /// Somebody turns out to have taken part in a contact that is in the history already: the times of last contact advance, the
    /// curator's where it was he or his deputy. So they do not depend on whose part is told first.
    pub fn took_part(mut self, at: Instant, by_curator: bool, now: Instant) -> Decided<Self> {
        let at = Some(at.min(now));
        let text = |at: Option<Instant>| at.map(zulu);
        let mut event = Event::new(EventName::ClientUpdated, self.id, Some(self.id));
        if at > self.last_contact_at {
            event = event.changed("last_contact_at", text(self.last_contact_at), text(at));
            self.last_contact_at = at;
        }
        if by_curator && at > self.last_curator_contact_at {
            event = event.changed("last_curator_contact_at", text(self.last_curator_contact_at), text(at));
            self.last_curator_contact_at = at;
        }
        if event.facts.is_empty() { Decided::unchanged(self) } else { Decided::one(self, event) }
    }
}

#[cfg(test)]
mod tests;
