//! When an entitlement rests, and for what (§3.9, §8.10): while the client is lost, while its holder is his curator, while it is disputed,
//! while what opened it is unpaid.

use super::{EntitlementEvent, next};
use crate::commission::{Entitlement, EntitlementState, Refusal, Rest, SuspendReason};
use crate::{Date, Decided, EventName, Illegal};

impl Entitlement {
    /// Does it earn nothing on money of this value date, because the client was lost at the end of that day, or the holder his curator?
    /// A dispute is none of these: what it earns is held (§3.9).
    pub fn rested_on(&self, value_on: Date) -> bool {
        let earns_nothing = |cause: SuspendReason| matches!(cause, SuspendReason::ClientLost | SuspendReason::HolderIsCurator);
        let covers = |rest: &Rest| rest.from_on <= value_on && rest.to_on.is_none_or(|to| value_on < to);
        // Of what rests since before times were kept nobody knows since when.
        let undated = |cause: &SuspendReason| !self.rests.iter().any(|rest| rest.cause == *cause && rest.to_on.is_none());
        self.rests.iter().any(|rest| earns_nothing(rest.cause) && covers(rest))
            || self.suspended_for.iter().any(|cause| earns_nothing(*cause) && undated(cause))
    }

    /// Is it disputed now? Then what it earns is held until that is decided, whatever its value date.
    pub fn is_disputed(&self) -> bool {
        self.suspended_for.contains(&SuspendReason::Disputed)
    }

    /// Suspends it for a cause from this day on; the same cause again changes nothing.
    pub fn suspend(self, cause: SuspendReason, on: Date) -> Result<Decided<Self>, Refusal> {
        let event = if cause == SuspendReason::Disputed { EntitlementEvent::Suspend } else { EntitlementEvent::Rest };
        let state = next(self.state, event)?;
        if self.suspended_for.contains(&cause) {
            return Ok(Decided::unchanged(self));
        }
        let happened = self.event(EventName::EntitlementSuspended).with("cause", cause);
        Ok(Decided::one(Self { state, ..self.resting(cause, on) }, happened))
    }

    /// A cause has ended; it is active again when none is left. Its schedule has run on meanwhile (E-4). One that has ended stays ended.
    pub fn resume(self, cause: SuspendReason, on: Date) -> Result<Decided<Self>, Refusal> {
        let awake = next(self.state, EntitlementEvent::Resume)?;
        if !self.suspended_for.contains(&cause) {
            let over = self.state == EntitlementState::Ended;
            return if over { Err(Illegal::new(self.state, EntitlementEvent::Resume).into()) } else { Ok(Decided::unchanged(self)) };
        }
        let happened = self.event(EventName::EntitlementResumed).with("cause", cause);
        let before = self.state;
        let woken = self.awake(cause, on);
        let state = if woken.suspended_for.is_empty() { awake } else { before };
        Ok(Decided::one(Self { state, ..woken }, happened.changed("state", before, state)))
    }

    /// All money of the sale that opened it bounced: it is dormant, and covers nothing until money comes again (§8.10).
    pub fn unpaid(self, on: Date) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, EntitlementEvent::Bounce)?;
        if self.suspended_for.contains(&SuspendReason::Unpaid) {
            return Ok(Decided::unchanged(self));
        }
        let happened = self.event(EventName::EntitlementSuspended).with("cause", SuspendReason::Unpaid).changed("state", self.state, state);
        Ok(Decided::one(Self { state, ..self.resting(SuspendReason::Unpaid, on) }, happened))
    }

    /// Money has come again: it is what it was, on its old clock.
    pub fn revive(self, on: Date) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, EntitlementEvent::Revive)?;
        if !self.suspended_for.contains(&SuspendReason::Unpaid) {
            return Ok(Decided::unchanged(self));
        }
        let (before, happened) = (self.state, self.event(EventName::EntitlementResumed).with("cause", SuspendReason::Unpaid));
        let woken = self.awake(SuspendReason::Unpaid, on);
        let state = if before == EntitlementState::Dormant { woken.resting_or(state) } else { state };
        Ok(Decided::one(Self { state, ..woken }, happened.changed("state", before, state)))
    }

    fn resting(mut self, cause: SuspendReason, on: Date) -> Self {
        self.suspended_for.push(cause);
        self.rests.push(Rest { cause, from_on: on, to_on: None });
        self
    }

    /// Without `cause`; a rest that ended on the day it began was none.
    fn awake(mut self, cause: SuspendReason, on: Date) -> Self {
        self.suspended_for.retain(|other| *other != cause);
        for rest in self.rests.iter_mut().filter(|rest| rest.cause == cause && rest.to_on.is_none()) {
            rest.to_on = Some(on);
        }
        self.rests.retain(|rest| rest.to_on.is_none_or(|to| rest.from_on < to));
        self
    }

    /// Suspended while there is a cause, else `awake`.
    pub(super) const fn resting_or(&self, awake: EntitlementState) -> EntitlementState {
        if self.suspended_for.is_empty() { awake } else { EntitlementState::Suspended }
    }
}
