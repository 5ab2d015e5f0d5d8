//! What counts as a contact with a client, and what it moves (domain.md §3.1a, I-9). Handoffs and meetings draw their own conclusions.

use chrono::TimeDelta;

use super::lifecycle::ClientEvent;
use super::{Activity, ActivityKind, Client, Direction, Refusal, Stage};
use crate::norms::{NormKey, Norms};
use crate::{Decided, Event, EventName, Instant, zulu};

/// E-42: clocks may be wrong by so much.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);

/// 2000-01-01: what is brought in may be old, but no base remembers a conversation before it; a clock that stands at 1970 does.
const MEMORY_BEGINS: Instant = match Instant::from_timestamp_secs(946_684_800) {
    Some(at) => at,
    None => Instant::MIN_UTC,
};

/// E-42: why an instant is not that of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misdated {
    /// It has not come yet.
    #[error("it is {} here; tell of it once it has happened, or check the clock", zulu(*.now))]
    InTheFuture { now: Instant },
    /// Nobody can remember it.
    #[error("nothing before {} counts; check the clock that said so", zulu(MEMORY_BEGINS))]
    TooLongAgo,
}

impl Misdated {
    /// E-42: nothing is told before it happened, nor of a time that nobody remembers.
    pub fn find(at: Instant, now: Instant) -> Option<Self> {
        if at > now + CLOCK_SKEW { Some(Self::InTheFuture { now }) } else { (at < MEMORY_BEGINS).then_some(Self::TooLongAgo) }
    }

    /// For programs.
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

    /// What the journal says of it.
    pub fn logged(&self) -> Event {
        let event = Event::new(EventName::ActivityLogged, self.id, Some(self.client_id))
            .with("kind", self.kind)
            .with("direction", self.direction)
            .with("two_way", self.two_way);
        self.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
    }
}

impl Client {
    /// C17: has he been silent for longer than N-15? Who never spoke with us is silent since he stands where he stands.
    pub fn is_silent(&self, now: Instant, norms: &Norms) -> bool {
        self.last_contact_at.unwrap_or(self.stage_since) < abandoned_cutoff(now, norms)
    }

    /// A contact happened: the clocks move, never backwards; an abandoned client is recovered (C18), a suspect or a waiting one
    /// counts as reached (C4, C7). What does not qualify changes nothing, hence has no event here; else the first event is the
    /// contact itself. `by_curator`: he or his deputy spoke (E-26).
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
        // A talk of long ago, logged only now, does not end today's silence.
        let event =
            if self.stage == Stage::Abandoned && !self.is_silent(now, norms) { ClientEvent::ContactMade } else { ClientEvent::Reached };
        let mut decided = self.on(event, now)?;
        decided.events.insert(0, activity.logged());
        Ok(decided)
    }
}

/// N-15: whose last contact is before this instant is silent at `now`.
pub fn abandoned_cutoff(now: Instant, norms: &Norms) -> Instant {
    before(now, norms.number(NormKey::AbandonedAfterDays))
}

/// N-16: whose last contact and sale are before this instant is given up at `now`.
pub fn lost_cutoff(now: Instant, norms: &Norms) -> Instant {
    before(now, norms.number(NormKey::LostAfterDays))
}

fn before(now: Instant, days: i64) -> Instant {
    TimeDelta::try_days(days).and_then(|span| now.checked_sub_signed(span)).unwrap_or(Instant::MIN_UTC)
}

#[cfg(test)]
mod tests;
