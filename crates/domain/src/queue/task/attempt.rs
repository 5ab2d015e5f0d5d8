//! Attempts: a client who was not reached is tried again after N-7c, in another part of the day, and N-7a times over so many days.

use chrono::Duration;

use super::{CallTask, TaskEvent, TaskReason, TaskState, next};
use crate::calling::CallOutcome;
use crate::ids::CallId;
use crate::norms::{NormKey, Norms};
use crate::phone::Phone;
use crate::queue::window::{Rest, Window};
use crate::{Decided, EventName, Illegal, Instant};

/// A call to the client that reached nobody, as far as the queue is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub outcome: CallOutcome,
    pub started_at: Instant,
    pub call_id: Option<CallId>,
    /// Was it the call of whoever holds the task? Then the lease is over.
    pub frees: bool,
    /// Has the lease run out over it?
    pub expires: bool,
}

impl CallTask {
    /// Would a call that began at `at` count? Within N-7c of one that counted it does not, whoever made it (E-16).
    pub fn counts(&self, at: Instant, norms: &Norms) -> bool {
        let gap = gap(norms);
        self.last_attempt_at.is_none_or(|last| (at - last).abs() >= gap)
    }

    /// What an attempt in vain makes of it.
    pub fn attempted(mut self, attempt: Attempt, window: &Window<'_>, norms: &Norms, now: Instant) -> Result<Decided<Self>, Illegal> {
        let counts = self.counts(attempt.started_at, norms);
        let frees = attempt.frees && self.state == TaskState::Leased;
        if !counts && !frees {
            return Ok(Decided::unchanged(self));
        }
        let before = self.state;
        self.last_outcome = Some(attempt.outcome);
        self.last_call_id = attempt.call_id.or(self.last_call_id);
        if counts {
            self.count(attempt.started_at, window, norms);
        }
        if self.attempts >= self.attempts_max {
            return self.give_up(TaskReason::Attempts, norms, now);
        }
        // A promise stands while its time has not come.
        let promised = self.due_at.is_some_and(|due| attempt.started_at < due);
        if !promised && (frees || before != TaskState::Leased) {
            self.state = next(before, TaskEvent::Attempt)?;
            (self.due_at, self.callback_user_id) = (None, None);
            self.keep_gap(window, norms);
        } else if frees {
            self.state = next(before, TaskEvent::KeepPromise)?;
        }
        if frees {
            self.free();
        }
        let name = match (attempt.expires, self.state == before) {
            (true, _) => EventName::CallTaskLeaseExpired,
            (false, true) => EventName::CallTaskUpdated,
            (false, false) => EventName::CallTaskReleased,
        };
        let event = self.told(name, before).with("outcome", attempt.outcome);
        Ok(Decided::one(self, event))
    }

    /// One attempt more, and when the next may be.
    fn count(&mut self, started: Instant, window: &Window<'_>, norms: &Norms) {
        self.attempts += 1;
        let first = self.first_attempt_at.map_or(started, |first| first.min(started));
        let last = self.last_attempt_at.map_or(started, |last| last.max(started));
        (self.first_attempt_at, self.last_attempt_at) = (Some(first), Some(last));
        let rest = window.rest_after(last);
        (self.rest_part, self.rest_until) = rest.map(|rest| (rest.part, rest.until)).unzip();
        if self.due_at.is_none_or(|due| started >= due) {
            self.next_attempt_at = self.next_try(window, norms);
        }
    }

    /// When he may be tried again: N-7c after the last attempt that counted, in another part of the day, and for the last time not before so
    /// many business days have gone by; `None`: he was not tried yet.
    fn next_try(&self, window: &Window<'_>, norms: &Norms) -> Option<Instant> {
        let (first, last) = self.first_attempt_at.zip(self.last_attempt_at)?;
        let mut from = last + gap(norms);
        if self.attempts + 1 == self.attempts_max {
            from = from.max(window.opens_after(first, norms.count(NormKey::CallAttemptDays)));
        }
        Some(window.next(from, self.rest()).unwrap_or(from))
    }

    /// Only a promise brings him back sooner: where it stands no more, what follows from the last attempt does.
    pub(super) fn keep_gap(&mut self, window: &Window<'_>, norms: &Norms) {
        self.next_attempt_at = self.next_attempt_at.max(self.next_try(window, norms));
    }

    /// The part of the day that is left alone.
    pub fn rest(&self) -> Option<Rest> {
        self.rest_part.zip(self.rest_until).map(|(part, until)| Rest { part, until })
    }

    /// E-13: a call that was placed before the task came to an end and is reported after it: counted, and nothing else.
    pub fn counted_late(mut self, attempt: Attempt, norms: &Norms) -> Option<Self> {
        if self.state.is_open() || !self.counts(attempt.started_at, norms) {
            return None;
        }
        self.attempts += 1;
        self.last_attempt_at = Some(self.last_attempt_at.map_or(attempt.started_at, |last| last.max(attempt.started_at)));
        self.last_outcome = Some(attempt.outcome);
        self.last_call_id = attempt.call_id.or(self.last_call_id);
        Some(self)
    }

    /// The number does not exist: the task keeps its place with the next one. That is no attempt.
    pub fn invalid(mut self, attempt: Attempt, phone: Option<Phone>, norms: &Norms, now: Instant) -> Result<Decided<Self>, Illegal> {
        if !self.state.is_open() {
            return Ok(Decided::unchanged(self));
        }
        let before = self.state;
        self.last_outcome = Some(attempt.outcome);
        self.last_call_id = attempt.call_id.or(self.last_call_id);
        self.phone = phone;
        if self.phone.is_none() {
            return self.give_up(TaskReason::NoPhone, norms, now);
        }
        if before == TaskState::Leased && attempt.frees {
            self.state = next(before, if self.due_at.is_some() { TaskEvent::KeepPromise } else { TaskEvent::Attempt })?;
            self.free();
        }
        let event = self.told(EventName::CallTaskReleased, before).with("outcome", attempt.outcome);
        Ok(Decided::one(self, event))
    }

    /// It is tried no more, until the clock takes it up again (N-7d).
    pub(super) fn give_up(mut self, reason: TaskReason, norms: &Norms, now: Instant) -> Result<Decided<Self>, Illegal> {
        let before = self.state;
        self.state = next(before, TaskEvent::GiveUp)?;
        self.end(Some(reason), now);
        self.recycle_at = Some(now + Duration::days(norms.number(NormKey::RecycleExhaustedDays)));
        let event = self.told(EventName::CallTaskExhausted, before).with("reason", reason);
        Ok(Decided::one(self, event))
    }

    /// Nobody holds it and nobody waits for it.
    pub(super) const fn end(&mut self, reason: Option<TaskReason>, now: Instant) {
        self.free();
        (self.next_attempt_at, self.due_at, self.callback_user_id) = (None, None, None);
        (self.reason, self.closed_at) = (reason, Some(now));
    }
}

/// Between two attempts to one client (N-7c).
pub fn gap(norms: &Norms) -> Duration {
    Duration::hours(norms.number(NormKey::AttemptGapHours))
}
