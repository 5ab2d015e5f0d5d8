//! Booking, rescheduling and cancelling a meeting (RULES.md §3.4, N-9c, E-16, E-49). Its effect on the client is in `effect.rs`.

use chrono::Duration;

use super::lifecycle::MeetingEvent;
use super::{Acceptance, Meeting, MeetingKind, MeetingState, Refusal};
use crate::access::Role;
use crate::already::same_reason;
use crate::ids::{CallId, ClientId, ContactId, MeetingId, UserId};
use crate::norms::{NormKey, Norms};
use crate::org::{User, UserState};
use crate::phone::PhoneLine;
use crate::{Decided, DecisionContext, Event, EventName, Instant};

/// The contact person to be met.
#[derive(Clone, Debug, PartialEq)]
pub enum MeetingContact {
    /// A known contact.
    Known(ContactId),
    /// A new contact.
    Named { name: String, position: Option<String>, decision_maker: bool, phones: Vec<PhoneLine> },
}

/// Times of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub starts_at: Instant,
    pub ends_at: Instant,
}

/// A requested meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct BookingRequest {
    pub hunter_id: UserId,
    pub starts_at: Instant,
    /// `None`: as long as the norm for meetings says.
    pub ends_at: Option<Instant>,
    pub place: Option<String>,
    pub contact: MeetingContact,
}

/// A meeting to be booked.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    pub id: MeetingId,
    pub client_id: ClientId,
    pub kind: MeetingKind,
    pub booked_by: UserId,
    pub hunter_id: UserId,
    pub contact_id: Option<ContactId>,
    pub call_id: Option<CallId>,
    pub slot: Slot,
    pub place: Option<String>,
}

impl Slot {
    /// From `starts_at` to `ends_at`, or as long as a meeting takes.
    pub fn new(starts_at: Instant, ends_at: Option<Instant>, norms: &Norms) -> Self {
        let length = Duration::minutes(norms.number(NormKey::MeetingMinutes));
        Self { starts_at, ends_at: ends_at.unwrap_or(starts_at + length) }
    }

    /// N-9c: the time that must be free of other meetings, travel there and back included.
    #[must_use]
    pub fn with_travel(self, norms: &Norms) -> Self {
        let travel = Duration::minutes(norms.number(NormKey::TravelBuffer));
        Self { starts_at: self.starts_at - travel, ends_at: self.ends_at + travel }
    }

    /// Do the two overlap?
    pub fn overlaps(self, other: Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }

    /// §3.4: it must lie in the future, that of a first meeting not too far.
    pub fn check(self, kind: MeetingKind, context: DecisionContext<'_>) -> Result<(), Refusal> {
        let latest_at = context.now + Duration::days(context.norms.number(NormKey::SlotAheadDays));
        if self.starts_at <= context.now {
            Err(Refusal::SlotPast { now: context.now })
        } else if kind == MeetingKind::First && self.starts_at > latest_at {
            Err(Refusal::SlotTooFar { latest_at })
        } else {
            Ok(())
        }
    }

    /// N-9c: it must not overlap the hunter's `others`, travel time included.
    pub fn check_free(self, others: &[Meeting], norms: &Norms) -> Result<(), Refusal> {
        let wide = self.with_travel(norms);
        let taken = others.iter().find(|other| other.takes_time() && wide.overlaps(other.slot()));
        taken.map_or(Ok(()), |other| Err(Refusal::SlotTaken { meeting_id: other.id }))
    }
}

/// May this person hold a meeting of `kind`? He must be at work and have the role for it.
pub fn may_hold(user: &User, kind: MeetingKind) -> bool {
    let trades: &[Role] = match kind {
        MeetingKind::First | MeetingKind::FollowUp => &[Role::Hunter],
        MeetingKind::Intro => &[Role::Hunter, Role::Farmer, Role::KeyAccountManager],
        MeetingKind::KeyVisit => &[Role::KeyAccountManager],
    };
    user.state == UserState::Active && trades.iter().any(|trade| user.roles.contains(trade))
}

/// E-16, I-8: a second open first meeting of a client is refused with the first one's id.
pub fn check_no_open_first(kind: MeetingKind, open_first: Option<MeetingId>) -> Result<(), Refusal> {
    match (kind, open_first) {
        (MeetingKind::First, Some(meeting_id)) => Err(Refusal::MeetingExists { meeting_id }),
        (MeetingKind::First, None) | (MeetingKind::FollowUp | MeetingKind::Intro | MeetingKind::KeyVisit, _) => Ok(()),
    }
}

/// When the outcome of a meeting in `slot` is overdue.
fn outcome_due(slot: Slot, context: DecisionContext<'_>) -> Instant {
    context.calendar.deadline(slot.ends_at, context.norms.count(NormKey::MeetingOutcomeDays))
}

impl Meeting {
    /// Books it; `others` are the hunter's meetings about that time, read under the lock of his record.
    pub fn book(new: NewMeeting, others: &[Self], context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        new.slot.check(new.kind, context)?;
        new.slot.check_free(others, context.norms)?;
        let meeting = Self {
            id: new.id,
            version: 0,
            client_id: new.client_id,
            kind: new.kind,
            booked_by: new.booked_by,
            hunter_id: new.hunter_id,
            contact_id: new.contact_id,
            call_id: new.call_id,
            starts_at: new.slot.starts_at,
            ends_at: new.slot.ends_at,
            place: new.place,
            state: MeetingState::Booked,
            acceptance: Acceptance::Pending,
            reject_reason: None,
            cancel_reason: None,
            comment: None,
            reschedules: 0,
            accept_due_at: None,
            held_at: None,
            decided_at: None,
            disputed_by: None,
            verdicts: Vec::new(),
            outcome_due_at: Some(outcome_due(new.slot, context)),
            created_at: context.now,
        };
        let event = meeting
            .event(EventName::MeetingBooked)
            .with("kind", meeting.kind)
            .with("hunter_id", meeting.hunter_id)
            .with("booked_by", meeting.booked_by)
            .with("starts_at", crate::zulu(meeting.starts_at));
        Ok(Decided::one(meeting, event))
    }

    /// The client has confirmed that he will come.
    pub fn confirm(self) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Confirm) {
            return Ok(Decided::unchanged(self));
        }
        let meeting = self.step(MeetingEvent::Confirm)?;
        let event = meeting.event(EventName::MeetingConfirmed);
        Ok(Decided::one(meeting, event))
    }

    /// Moves it to another time; it stays the same meeting (E-49). If that happens too often it is cancelled instead.
    pub fn reschedule(
        self,
        slot: Slot,
        place: Option<String>,
        others: &[Self],
        context: DecisionContext<'_>,
    ) -> Result<Decided<Self>, Refusal> {
        let allowed = context.norms.number(NormKey::ReschedulesMax);
        let before = self.starts_at;
        let mut meeting = self.step(MeetingEvent::Reschedule)?;
        meeting.reschedules += 1;
        if i64::from(meeting.reschedules) > allowed {
            return meeting.cancel("rescheduled_too_often");
        }
        slot.check(meeting.kind, context)?;
        let others: Vec<_> = others.iter().filter(|other| other.id != meeting.id).cloned().collect();
        slot.check_free(&others, context.norms)?;
        (meeting.starts_at, meeting.ends_at, meeting.outcome_due_at) = (slot.starts_at, slot.ends_at, Some(outcome_due(slot, context)));
        meeting.place = place.or(meeting.place);
        let event = meeting
            .event(EventName::MeetingRescheduled)
            .changed("starts_at", crate::zulu(before), crate::zulu(meeting.starts_at))
            .with("reschedules", meeting.reschedules);
        Ok(Decided::one(meeting, event))
    }

    /// Cancels it; a repeat for another reason is told the first one.
    pub fn cancel(self, reason: &str) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Cancel) {
            same_reason(self.cancel_reason.as_deref(), Some(reason))?;
            return Ok(Decided::unchanged(self));
        }
        let mut meeting = self.step(MeetingEvent::Cancel)?;
        (meeting.cancel_reason, meeting.outcome_due_at) = (Some(reason.to_owned()), None);
        let event = meeting.event(EventName::MeetingCancelled).with("reschedules", meeting.reschedules);
        Ok(Decided::one(meeting, event))
    }

    /// Its times.
    pub const fn slot(&self) -> Slot {
        Slot { starts_at: self.starts_at, ends_at: self.ends_at }
    }

    /// Does it take the hunter's time?
    pub const fn takes_time(&self) -> bool {
        matches!(self.state, MeetingState::Booked | MeetingState::Confirmed | MeetingState::Held)
    }

    /// A journal entry about it.
    pub(super) fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests;
