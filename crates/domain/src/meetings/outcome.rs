//! The outcome of a meeting: held or no-show, then accepted or rejected (RULES.md §3.4, N-9b).

use super::lifecycle::MeetingEvent;
use super::{Meeting, Refusal, RejectReason};
use crate::norms::NormKey;
use crate::{Decided, DecisionContext, EventName, Instant};

impl Meeting {
    /// It took place. The hunter may now accept or reject it; after N-9b it counts as accepted.
    pub fn hold(self, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Hold) {
            return Ok(Decided::unchanged(self));
        }
        let mut meeting = self.begun(MeetingEvent::Hold, context.now)?;
        // N-9b runs from the slot, not from the entry: entering late gives no time to think.
        meeting.accept_due_at = Some(context.calendar.deadline(meeting.ends_at, context.norms.count(NormKey::MeetingAcceptDays)));
        meeting.held_at = Some(context.now);
        let event = meeting.event(EventName::MeetingHeld).with("hunter_id", meeting.hunter_id);
        Ok(Decided::one(meeting, event))
    }

    /// Nobody came.
    pub fn no_show(self, now: Instant) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::NoShow) {
            return Ok(Decided::unchanged(self));
        }
        let meeting = self.begun(MeetingEvent::NoShow, now)?;
        let event = meeting.event(EventName::MeetingNoShow).with("hunter_id", meeting.hunter_id);
        Ok(Decided::one(meeting, event))
    }

    /// Applies `event` if the slot has begun, and stops the reminder about a missing outcome.
    fn begun(self, event: MeetingEvent, now: Instant) -> Result<Self, Refusal> {
        let starts_at = self.starts_at;
        let mut meeting = self.step(event)?;
        if now < starts_at {
            return Err(Refusal::TooEarly { starts_at });
        }
        meeting.outcome_due_at = None;
        Ok(meeting)
    }

    /// The hunter accepts the meeting as properly arranged.
    pub fn accept(self, now: Instant) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Accept) {
            return Ok(Decided::unchanged(self));
        }
        let silent = self.accept_due_at.is_some_and(|due| due <= now);
        let mut meeting = self.step(MeetingEvent::Accept)?;
        (meeting.accept_due_at, meeting.decided_at) = (None, Some(now));
        let event = meeting
            .event(EventName::MeetingAccepted)
            .with("hunter_id", meeting.hunter_id)
            .with("booked_by", meeting.booked_by)
            .with("silently", silent);
        Ok(Decided::one(meeting, event))
    }

    /// The hunter rejects the meeting, with a reason.
    pub fn reject(self, reason: RejectReason, comment: Option<String>, now: Instant) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Reject) {
            return Ok(Decided::unchanged(self));
        }
        let due = self.accept_due_at;
        let mut meeting = self.step(MeetingEvent::Reject)?;
        if let Some(due_at) = due.filter(|due| *due < now) {
            return Err(Refusal::AcceptOver { due_at });
        }
        (meeting.accept_due_at, meeting.decided_at, meeting.reject_reason) = (None, Some(now), Some(reason));
        meeting.comment = comment.or(meeting.comment);
        let event = meeting
            .event(EventName::MeetingRejected)
            .with("hunter_id", meeting.hunter_id)
            .with("booked_by", meeting.booked_by)
            .with("reason", reason);
        Ok(Decided::one(meeting, event))
    }

    /// Journals once that the outcome is overdue; the signal stays open until somebody records one.
    pub fn mark_outcome_overdue(mut self, now: Instant) -> Decided<Self> {
        if self.outcome_due_at.is_none_or(|due| due > now) {
            return Decided::unchanged(self);
        }
        self.outcome_due_at = None;
        let event = self.event(EventName::MeetingOverdue).with("hunter_id", self.hunter_id);
        Decided::one(self, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::meetings::{Acceptance, MeetingState, sample};
    use crate::norms::Norms;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn held(entered_at: &str) -> Meeting {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        sample(at("2026-11-06T09:00:00Z")).hold(DecisionContext { now: at(entered_at), norms: &norms, calendar: &calendar }).unwrap().state
    }

    #[test]
    fn nothing_comes_of_a_meeting_before_its_time() {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let meeting = sample(at("2026-11-06T09:00:00Z"));
        let early = DecisionContext { now: at("2026-11-06T08:59:59Z"), norms: &norms, calendar: &calendar };
        assert_eq!(meeting.clone().hold(early), Err(Refusal::TooEarly { starts_at: meeting.starts_at }));
        assert_eq!(meeting.clone().no_show(early.now), Err(Refusal::TooEarly { starts_at: meeting.starts_at }));
        assert_eq!(meeting.clone().no_show(meeting.starts_at).unwrap().state.state, MeetingState::NoShow);
    }

    #[test]
    fn n9b_a_business_day_after_the_slot_silence_accepts() {
        let meeting = held("2026-11-06T09:30:00Z");
        assert_eq!(meeting.accept_due_at, Some(at("2026-11-09T10:00:00Z")), "Friday's meeting is accepted on Monday");
        assert!(
            meeting
                .clone()
                .hold(DecisionContext {
                    now: at("2026-11-06T11:00:00Z"),
                    norms: &Norms::default(),
                    calendar: &Calendar::standard("UTC").unwrap()
                })
                .unwrap()
                .events
                .is_empty()
        );
        let late = at("2026-11-09T10:00:01Z");
        assert_eq!(
            meeting.clone().reject(RejectReason::NoNeed, None, late),
            Err(Refusal::AcceptOver { due_at: at("2026-11-09T10:00:00Z") })
        );
        let accepted = meeting.clone().accept(late).unwrap();
        assert_eq!((accepted.state.acceptance, accepted.state.accept_due_at), (Acceptance::Accepted, None));
        assert_eq!(accepted.events[0].facts["silently"], true);
        let rejected = meeting.reject(RejectReason::NoNeed, Some("не он".into()), at("2026-11-06T12:00:00Z")).unwrap().state;
        assert_eq!((rejected.acceptance, rejected.reject_reason), (Acceptance::Rejected, Some(RejectReason::NoNeed)));
        assert!(matches!(rejected.accept(late), Err(Refusal::Illegal(_))));
    }
}
