//! Payments: their lifecycle (§3.5). Which sales they pay is decided in `allocation.rs`.

use super::allocation::RequestedAllocation;
use super::{Payment, PaymentState, Refusal};
use crate::already::same_reason;
use crate::ids::{ClientId, PaymentId, UserId};
use crate::{Date, Decided, Event, EventName, Instant, Money};

crate::words! {
    /// What may happen to a payment.
    pub enum PaymentEvent { Clear = "clear", Allocate = "allocate", Reverse = "reverse" }
}

crate::lifecycle! {
    /// The state of a payment after `event`; clearing and reversing may be repeated.
    pub fn next(from: PaymentState, event: PaymentEvent) {
        Clear: Pending | Cleared => Cleared;
        Allocate: Cleared => stays;
        Reverse: Cleared | Reversed => Reversed;
    }
}

/// A payment to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPayment {
    pub source: String,
    pub external_id: String,
    pub client_id: ClientId,
    pub amount: Money,
    pub value_on: Date,
    /// Sales that the payer named.
    pub named: Vec<RequestedAllocation>,
    pub recorded_by: Option<UserId>,
}

/// What the bank says of a bounce: nothing, as a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Its value date; today unless given.
    pub value_on: Option<Date>,
    pub reason: Option<String>,
}

impl Payment {
    /// Records a payment: cleared at once, all of it still unallocated.
    pub fn clear(id: PaymentId, new: NewPayment, now: Instant) -> Decided<Self> {
        let event = Event::new(EventName::PaymentCleared, id, Some(new.client_id))
            .with("amount_minor", new.amount.minor())
            .with("currency", new.amount.currency().code())
            .with("value_on", new.value_on.to_string());
        let state = Self {
            id,
            version: 0,
            source: new.source,
            external_id: new.external_id,
            client_id: new.client_id,
            amount: new.amount,
            value_on: new.value_on,
            state: PaymentState::Cleared,
            unallocated_minor: new.amount.minor(),
            named: new.named,
            recorded_by: new.recorded_by,
            recorded_at: now,
            bounced_on: None,
            bounce_reason: None,
        };
        Decided::one(state, event)
    }

    /// Does a repeated request have the same content?
    pub fn same_content(&self, new: &NewPayment) -> bool {
        (self.client_id, self.amount, self.value_on) == (new.client_id, new.amount, new.value_on) && self.named == new.named
    }

    /// Takes `given_minor` of it as allocated to sales.
    pub fn allocate(mut self, given_minor: i64) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, PaymentEvent::Allocate)?;
        if given_minor > self.unallocated_minor {
            return Err(Refusal::AllocationExceedsPayment { left_minor: self.unallocated_minor, asked_minor: given_minor });
        }
        let left = self.unallocated_minor - given_minor;
        let event = self.event(EventName::AllocationChanged).changed("unallocated_minor", self.unallocated_minor, left);
        self.unallocated_minor = left;
        Ok(if given_minor == 0 { Decided::unchanged(self) } else { Decided::one(self, event) })
    }

    /// Refunds `back_minor` of the unallocated part to the payer.
    pub fn refund_unallocated(self, back_minor: i64) -> Result<Decided<Self>, Refusal> {
        self.allocate(back_minor)
    }

    /// It bounced or was charged back: all of it is taken off the sales it paid (E-2: without a time limit). The day of it is the bank's
    /// or, unless it is told, `today`. A repeat that names another day or reason is told the first ones.
    pub fn reverse(mut self, told: &Bounce, today: Date) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, PaymentEvent::Reverse)?;
        if before == self.state {
            return self.reversed_again(told);
        }
        let bounced_on = told.value_on.unwrap_or(today);
        if bounced_on < self.value_on {
            return Err(Refusal::BounceBeforePayment { paid_on: self.value_on });
        }
        self.unallocated_minor = 0;
        (self.bounced_on, self.bounce_reason) = (Some(bounced_on), told.reason.clone());
        let event = self.event(EventName::PaymentReversed).with("amount_minor", self.amount.minor());
        let event = event.with("value_on", bounced_on.to_string());
        Ok(Decided::one(self, event))
    }

    fn reversed_again(self, told: &Bounce) -> Result<Decided<Self>, Refusal> {
        same_reason(self.bounce_reason.as_deref(), told.reason.as_deref())?;
        match self.bounced_on {
            Some(bounced_on) if told.value_on.is_some_and(|day| day != bounced_on) => {
                Err(Refusal::BouncedOn { bounced_on, reason: self.bounce_reason })
            }
            _ => Ok(Decided::unchanged(self)),
        }
    }

    /// What was given back of it, where `held_minor` of it lies on sales now: the rest that is not unallocated. A payment that bounced
    /// was not given back.
    pub const fn refunded(&self, held_minor: i64) -> Money {
        let back_minor = match self.state {
            PaymentState::Reversed => 0,
            PaymentState::Pending | PaymentState::Cleared => self.amount.minor() - held_minor - self.unallocated_minor,
        };
        Money::new(back_minor, self.amount.currency())
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AlreadyDone;
    use crate::sales::sample::{at, payment};

    #[test]
    fn it_gives_no_more_than_it_has_and_bounces_once() {
        let paid = Payment::clear(PaymentId::new(uuid::Uuid::from_u128(9)), payment(100), at()).state;
        let left = paid.allocate(60).unwrap().state;
        assert_eq!(left.clone().allocate(41).unwrap_err(), Refusal::AllocationExceedsPayment { left_minor: 40, asked_minor: 41 });
        let (told, today) = (Bounce::default(), at().date_naive());
        let bounced = left.clone().reverse(&told, today).unwrap().state;
        assert_eq!((bounced.state, bounced.unallocated_minor), (PaymentState::Reversed, 0));
        assert_eq!((left.refunded(50).minor(), bounced.refunded(0).minor()), (10, 0), "what bounced was not given back");
        assert!(bounced.clone().reverse(&told, today).unwrap().events.is_empty());
        assert_eq!(bounced.allocate(1).unwrap_err(), Refusal::Illegal(crate::Illegal { from: "reversed", event: "allocate" }));
    }

    #[test]
    fn p12d_a_bounce_has_a_day_and_a_reason_of_its_own() {
        let paid = Payment::clear(PaymentId::new(uuid::Uuid::from_u128(9)), payment(100), at()).state;
        let (came, later) = (paid.value_on, paid.value_on + chrono::Days::new(3));
        let on = |day: Date, reason: &str| Bounce { value_on: Some(day), reason: Some(reason.to_owned()) };
        let early = paid.clone().reverse(&on(came - chrono::Days::new(1), "closed"), later);
        assert_eq!(early, Err(Refusal::BounceBeforePayment { paid_on: came }));
        let bounced = paid.reverse(&on(came, "closed"), later).unwrap().state;
        assert_eq!((bounced.bounced_on, bounced.bounce_reason.as_deref()), (Some(came), Some("closed")));
        assert!(bounced.clone().reverse(&on(came, "closed"), later).unwrap().events.is_empty());
        let reason = Some("closed".to_owned());
        let other = AlreadyDone { reason: reason.clone() };
        assert_eq!(bounced.clone().reverse(&on(came, "no money"), later), Err(Refusal::AlreadyDone(other)));
        assert_eq!(bounced.reverse(&on(later, "closed"), later), Err(Refusal::BouncedOn { bounced_on: came, reason }));
    }

    #[test]
    fn a_repeat_tells_the_same() {
        let paid = Payment::clear(PaymentId::new(uuid::Uuid::from_u128(9)), payment(100), at()).state;
        assert!(paid.same_content(&payment(100)) && !paid.same_content(&payment(101)));
    }
}
