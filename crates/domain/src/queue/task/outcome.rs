//! What a conversation makes of a task, and how it ends without one.

use chrono::Duration;

use super::{CallTask, TaskEvent, TaskReason, TaskState, next};
use crate::calendar::Calendar;
use crate::calling::DispositionKind;
use crate::ids::{CallId, UserId};
use crate::norms::{NormKey, Norms};
use crate::phone::Phone;
use crate::queue::Refusal;
use crate::queue::window::Window;
use crate::{Decided, EventName, Illegal, Instant, Word};

/// What a person says that a call has led to.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: DispositionKind,
    pub by: UserId,
    /// When he asked to be called back.
    pub due_at: Option<Instant>,
    pub call_id: Option<CallId>,
    /// The number that may be dialled next, after what was said.
    pub phone: Option<Phone>,
}

impl CallTask {
    /// What was said closes it, or calls for another call. One that is closed stays so (E-13).
    pub fn disposed(mut self, said: Said, window: &Window<'_>, norms: &Norms, now: Instant) -> Result<Decided<Self>, Illegal> {
        if !self.state.is_open() {
            return Ok(Decided::unchanged(self));
        }
        let before = self.state;
        self.disposition = Some(said.kind);
        self.last_call_id = said.call_id.or(self.last_call_id);
        match said.kind {
            DispositionKind::CallbackRequested => {
                self.state = next(before, TaskEvent::Promise)?;
                self.free();
                (self.due_at, self.callback_user_id, self.next_attempt_at) = (said.due_at, Some(said.by), said.due_at);
                let due = said.due_at.map(crate::zulu);
                let event = self.told(EventName::CallTaskCallbackSet, before).with("user_id", said.by).with("due_at", due);
                Ok(Decided::one(self, event))
            }
            DispositionKind::WrongContact | DispositionKind::WrongNumber => {
                let other = said.phone != self.phone;
                self.phone = said.phone;
                if self.phone.is_none() {
                    return self.give_up(TaskReason::NoPhone, norms, now);
                }
                self.state = next(before, TaskEvent::Attempt)?;
                self.free();
                if self.due_at.take().is_some() {
                    (self.callback_user_id, self.next_attempt_at) = (None, Some(now));
                }
                // Another number may be dialled at once; the same one is left alone for a while.
                if other {
                    self.keep_gap(window, norms);
                } else {
                    let from = now + super::attempt::gap(norms);
                    self.next_attempt_at = Some(window.next(from, None).unwrap_or(from));
                }
                let event = self.told(EventName::CallTaskReleased, before).with("disposition", said.kind);
                Ok(Decided::one(self, event))
            }
            DispositionKind::MeetingBooked
            | DispositionKind::ProposalRequested
            | DispositionKind::NotNow
            | DispositionKind::NoNeed
            | DispositionKind::NotTarget
            | DispositionKind::OutOfBusiness
            | DispositionKind::Refused
            | DispositionKind::DoNotCall
            | DispositionKind::ExistingClient => {
                self.state = next(before, TaskEvent::Finish)?;
                self.end(None, now);
                let event = self.told(EventName::CallTaskDone, before).with("disposition", said.kind);
                Ok(Decided::one(self, event))
            }
        }
    }

    /// Nobody is to call him for it any more. One that is cancelled or done stays as it is.
    pub fn cancel(mut self, reason: TaskReason, now: Instant) -> Decided<Self> {
        let before = self.state;
        let Ok(state) = next(before, TaskEvent::Cancel) else { return Decided::unchanged(self) };
        self.state = state;
        self.end(Some(reason), now);
        self.recycle_at = None;
        let event = self.told(EventName::CallTaskCancelled, before).with("reason", reason);
        Decided::one(self, event)
    }

    /// His numbers have changed: the one that was to be dialled may be among them no more. Without any it is cancelled.
    pub fn renumbered(mut self, phone: Option<Phone>, suppressed: bool, norms: &Norms, now: Instant) -> Result<Decided<Self>, Illegal> {
        if !self.state.is_open() || self.phone == phone {
            return Ok(Decided::unchanged(self));
        }
        if phone.is_none() {
            return if suppressed { Ok(self.cancel(TaskReason::DoNotCall, now)) } else { self.give_up(TaskReason::NoPhone, norms, now) };
        }
        self.phone = phone;
        let event = self.told(EventName::CallTaskUpdated, self.state).with("phones", 1);
        Ok(Decided::one(self, event))
    }

    /// When it may be taken up again (N-7d).
    pub fn recyclable_at(&self, norms: &Norms) -> Option<Instant> {
        self.closed_at.map(|closed| closed + Duration::days(norms.number(NormKey::RecycleExhaustedDays)))
    }

    /// Taken up again from the beginning, by the clock or by hand, once N-7d is over.
    pub fn recycle(mut self, phone: Option<Phone>, norms: &Norms, calendar: &Calendar, now: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        let state = next(before, TaskEvent::Recycle)?;
        if let Some(from) = self.recyclable_at(norms).filter(|from| *from > now) {
            return Err(Refusal::TooEarlyToRecycle { from_on: calendar.date(from) });
        }
        if phone.is_none() {
            return Err(Refusal::NoPhone);
        }
        self.state = state;
        (self.phone, self.attempts) = (phone, 0);
        self.attempts_max = i32::try_from(norms.number(NormKey::CallAttempts)).unwrap_or(i32::MAX);
        (self.first_attempt_at, self.last_attempt_at, self.rest_part, self.rest_until) = (None, None, None, None);
        (self.reason, self.closed_at, self.recycle_at, self.next_attempt_at) = (None, None, None, Some(now));
        let event = self.told(EventName::CallTaskRecycled, before);
        Ok(Decided::one(self, event))
    }

    /// What settled it was a slip: the client waits again, and may be called at once.
    pub fn reopen(mut self, phone: Option<Phone>, now: Instant) -> Result<Decided<Self>, Illegal> {
        let before = self.state;
        self.state = next(before, TaskEvent::Reopen)?;
        (self.phone, self.disposition, self.closed_at, self.next_attempt_at) = (phone.or(self.phone), None, None, Some(now));
        let event = self.told(EventName::CallTaskReleased, before);
        Ok(Decided::one(self, event))
    }

    /// May a result be told of it by `user`? Of a leased one only by its holder.
    pub fn may_be_told_by(&self, user: UserId) -> Result<bool, Refusal> {
        if !self.state.is_open() {
            return Err(Refusal::TaskClosed { state: self.state.as_str() });
        }
        Ok(self.state != TaskState::Leased || self.leased_by == Some(user))
    }
}
