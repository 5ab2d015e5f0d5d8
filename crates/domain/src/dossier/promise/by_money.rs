//! What the money says of a promise to pay (§3.16). Whether it came in time is decided in `receivables::promise_to_pay`.

use super::{Promise, PromiseEvent, PromiseState, next};
use crate::dossier::Refusal;
use crate::{Date, Decided, Event, EventName};

impl Promise {
    /// The money came in time, the last of it valued on this day.
    pub fn paid(self, kept_on: Date) -> Result<Decided<Self>, Refusal> {
        let mended = |promise: &mut Self| (promise.kept_on, promise.reason) = (Some(kept_on), None);
        let decided = self.judged(PromiseEvent::MoneyCame, EventName::PromiseKept, mended)?;
        Ok(told(decided, |event| event.with("kept_on", kept_on.to_string())))
    }

    /// The money has not come yet, or bounced, and there is time.
    pub fn waits(self) -> Result<Decided<Self>, Refusal> {
        self.judged(PromiseEvent::MoneyWent, EventName::PromiseUpdated, |promise| promise.kept_on = None)
    }

    /// The money has not come, or bounced, and the day is over.
    pub fn unpaid(self) -> Result<Decided<Self>, Refusal> {
        self.judged(PromiseEvent::DayOver, EventName::PromiseBroken, |promise| promise.kept_on = None)
    }

    /// The day is over, nothing came, and nothing is owed any more, as of a sale that was cancelled: nobody waits for what is still open.
    pub fn pointless(self) -> Result<Decided<Self>, Refusal> {
        if self.state == PromiseState::Open {
            self.judged(PromiseEvent::Withdraw, EventName::PromiseWithdrawn, |_| ())
        } else {
            self.unpaid()
        }
    }

    fn judged(mut self, event: PromiseEvent, name: EventName, change: impl Fn(&mut Self)) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, event)?;
        if self.state == before {
            return Ok(Decided::unchanged(self));
        }
        change(&mut self);
        let event = self.event(name).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }
}

fn told(decided: Decided<Promise>, more: impl Fn(Event) -> Event) -> Decided<Promise> {
    Decided { events: decided.events.into_iter().map(more).collect(), ..decided }
}
