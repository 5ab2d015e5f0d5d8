//! Leases: a task is one person's for a while (N-7b), is given back or put off, and comes back by itself.

use chrono::Duration;

use super::{CallTask, TaskEvent, TaskState, next};
use crate::ids::{ScriptId, UserId};
use crate::norms::{NormKey, Norms};
use crate::queue::Refusal;
use crate::{Decided, EventName, Illegal, Instant, Word};

/// So long after the promised time a callback is its own person's alone.
pub const ALONE: Duration = Duration::hours(1);
/// A task is put off for so many days at most.
pub const SNOOZE_DAYS: i64 = 7;

impl CallTask {
    /// It is `by`'s for N-7b, and read from this version of the script.
    pub fn claim(mut self, by: UserId, script: Option<(ScriptId, i32)>, at: Instant, norms: &Norms) -> Result<Decided<Self>, Illegal> {
        let before = self.state;
        self.state = next(before, TaskEvent::Claim)?;
        (self.leased_by, self.leased_at) = (Some(by), Some(at));
        self.leased_until_at = Some(at + lease(norms));
        (self.script_id, self.script_version) = script.unzip();
        let event = self.told(EventName::CallTaskClaimed, before).with("user_id", by);
        Ok(Decided::one(self, event))
    }

    /// Given back to its old place in the queue: to the promised time if there is one.
    pub fn release(mut self, note: Option<String>) -> Result<Decided<Self>, Refusal> {
        if !self.state.is_open() {
            return Err(Refusal::TaskClosed { state: self.state.as_str() });
        }
        self.note = note.or(self.note);
        Ok(self.back(EventName::CallTaskReleased)?)
    }

    /// Nobody called while it was leased. Where an answered call was not said to have led to anything, [`CallTask::attempted`] is asked.
    pub fn expire(self, at: Instant) -> Result<Decided<Self>, Illegal> {
        if self.state != TaskState::Leased || self.leased_until_at.is_none_or(|until| until > at) {
            return Ok(Decided::unchanged(self));
        }
        self.back(EventName::CallTaskLeaseExpired)
    }

    fn back(mut self, name: EventName) -> Result<Decided<Self>, Illegal> {
        let before = self.state;
        self.state = next(before, if self.due_at.is_some() { TaskEvent::KeepPromise } else { TaskEvent::Release })?;
        let holder = self.leased_by;
        self.free();
        let event = self.told(name, before);
        let event = holder.into_iter().fold(event, |event, user| event.with("user_id", user));
        Ok(Decided::one(self, event))
    }

    /// Nobody holds it.
    pub(super) const fn free(&mut self) {
        (self.leased_by, self.leased_at, self.leased_until_at) = (None, None, None);
    }

    /// Its holder puts it off.
    pub fn snooze(mut self, until: Instant, note: Option<String>, at: Instant) -> Result<Decided<Self>, Refusal> {
        if !self.state.is_open() {
            return Err(Refusal::TaskClosed { state: self.state.as_str() });
        }
        let latest_at = at + Duration::days(SNOOZE_DAYS);
        if until <= at || until > latest_at {
            return Err(Refusal::SnoozeOutOfRange { latest_at });
        }
        let before = self.state;
        self.state = next(before, TaskEvent::Snooze)?;
        let holder = self.leased_by;
        self.free();
        (self.due_at, self.callback_user_id) = (None, None);
        self.next_attempt_at = Some(until);
        self.note = note.or(self.note);
        let event = self.told(EventName::CallTaskReleased, before).with("until", crate::zulu(until));
        let event = holder.into_iter().fold(event, |event, user| event.with("user_id", user));
        Ok(Decided::one(self, event))
    }
}

/// How long a task is held (N-7b).
pub fn lease(norms: &Norms) -> Duration {
    Duration::minutes(norms.number(NormKey::LeaseMinutes))
}
