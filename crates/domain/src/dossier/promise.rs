//! Promises: what we have promised a client, and what he has promised us (§3.16).

mod by_money;

use super::Refusal;
use crate::access::Standing;
use crate::already::same_reason;
use crate::clients::Client;
use crate::ids::{ClientId, ContactId, PromiseId, SaleId, UserId};
use crate::receivables::debt::Promised;
use crate::{Date, Decided, Event, EventName, Illegal, Instant, Money, Version};

crate::words! {
    /// Who promised.
    pub enum PromiseBy { Us = "us", Client = "client" }

    /// What kind of thing was promised. Of a client, `payment` is a promise to pay.
    pub enum PromiseKind { Delivery = "delivery", Service = "service", Payment = "payment", Other = "other" }

    /// What has come of it.
    pub enum PromiseState { Open = "open", Kept = "kept", Broken = "broken", Withdrawn = "withdrawn" }

    /// What may happen to it. Of a promise to pay, the money says what came of it.
    pub enum PromiseEvent {
        Update = "update", Keep = "keep", Break = "break", Withdraw = "withdraw", MoneyCame = "money_came", MoneyWent = "money_went", DayOver = "day_over",
    }
}

crate::lifecycle! {
    /// The state of a promise after `event`; each end may be repeated.
    pub fn next(from: PromiseState, event: PromiseEvent) {
        Update: Open => stays;
        Keep: Open | Kept => Kept;
        Break: Open | Broken => Broken;
        Withdraw: Open | Withdrawn => Withdrawn;
        MoneyCame: Open | Kept | Broken => Kept;
        MoneyWent: Open | Kept | Broken => Open;
        DayOver: Open | Kept | Broken => Broken;
    }
}

/// A promise. Past its day it stays open and is overdue until somebody says what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub id: PromiseId,
    pub version: Version,
    pub client_id: ClientId,
    pub made_by: PromiseBy,
    pub kind: PromiseKind,
    pub what: String,
    pub due_on: Date,
    pub sale_id: Option<SaleId>,
    /// Who answers for it.
    pub user_id: Option<UserId>,
    /// Who of the client's people promised.
    pub contact_id: Option<ContactId>,
    pub amount: Option<Money>,
    pub state: PromiseState,
    /// Its day is over, and it is open.
    pub overdue: bool,
    pub kept_on: Option<Date>,
    /// Why it was broken or withdrawn.
    pub reason: Option<String>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

/// A promise to be noted.
#[derive(Clone, Debug)]
pub struct NewPromise {
    pub client_id: ClientId,
    pub made_by: PromiseBy,
    pub kind: PromiseKind,
    pub what: String,
    pub due_on: Date,
    pub sale_id: Option<SaleId>,
    pub user_id: Option<UserId>,
    pub contact_id: Option<ContactId>,
    pub amount: Option<Money>,
}

/// Other data; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct PromiseChange {
    pub kind: Option<PromiseKind>,
    pub what: Option<String>,
    pub due_on: Option<Date>,
    pub sale_id: Option<Option<SaleId>>,
    pub user_id: Option<Option<UserId>>,
    pub amount: Option<Option<Money>>,
}

impl NewPromise {
    /// Made now. One whose day is over already is overdue at once.
    pub fn make(self, id: PromiseId, by: Option<UserId>, (at, today): (Instant, Date)) -> Decided<Promise> {
        let Self { client_id, made_by, kind, what, due_on, sale_id, user_id, contact_id, amount } = self;
        let event = Event::new(EventName::PromiseMade, id, Some(client_id)).with("made_by", made_by).with("kind", kind);
        let event = event.with("due_on", due_on.to_string()).with("user_id", user_id);
        let mut made = Promise {
            id,
            version: 0,
            client_id,
            made_by,
            kind,
            what,
            due_on,
            sale_id,
            user_id,
            contact_id,
            amount,
            state: PromiseState::Open,
            overdue: false,
            kept_on: None,
            reason: None,
            created_by: by,
            created_at: at,
        };
        made.overdue = made.is_overdue(today);
        Decided::one(made, event)
    }
}

impl Promise {
    /// Whose it is: whose the client is, who answers for it, who noted it.
    pub fn standing(&self, client: &Client) -> Standing {
        let mut standing = client.standing();
        standing.people.extend(self.user_id.into_iter().chain(self.created_by));
        standing
    }

    /// What the client promises to pay, where it is that and names an amount.
    pub fn to_pay(&self) -> Option<Promised> {
        let amount = self.amount.filter(|_| (self.made_by, self.kind) == (PromiseBy::Client, PromiseKind::Payment))?;
        Some(Promised { client_id: self.client_id, promise_id: self.id, amount, due_on: self.due_on })
    }

    /// Is it a promise of the client to pay an amount for a sale? Then the money that comes for the sale says what came of it (§3.16).
    pub fn is_judged_by_money(&self) -> bool {
        self.sale_id.is_some() && self.to_pay().is_some()
    }

    /// What the money judges is broken once its day is over, and never overdue.
    fn is_overdue(&self, today: Date) -> bool {
        self.due_on < today && !self.is_judged_by_money()
    }

    /// Other data. What is over does not change.
    pub fn change(self, change: PromiseChange, today: Date) -> Result<Decided<Self>, Refusal> {
        next(self.state, PromiseEvent::Update)?;
        let before = self.clone();
        let due_on = change.due_on.unwrap_or(self.due_on);
        let after = Self {
            kind: change.kind.unwrap_or(self.kind),
            what: change.what.unwrap_or(self.what),
            due_on,
            sale_id: change.sale_id.unwrap_or(self.sale_id),
            user_id: change.user_id.unwrap_or(self.user_id),
            amount: change.amount.unwrap_or(self.amount),
            ..before.clone()
        };
        let after = Self { overdue: after.is_overdue(today), ..after };
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let event = after.event(EventName::PromiseUpdated).changed_if("kind", before.kind, after.kind);
        let event = event.altered_if("what", before.what != after.what).changed_if("due_on", before.due_on.to_string(), due_on.to_string());
        let event = event.changed_if("sale_id", before.sale_id, after.sale_id).changed_if("user_id", before.user_id, after.user_id);
        let event = event.changed_if("amount", before.amount.map(Money::fact), after.amount.map(Money::fact));
        Ok(Decided::one(after, event))
    }

    /// It was kept on a day. Said again for the same day, or for none, it changes nothing.
    pub fn keep(mut self, kept_on: Option<Date>, today: Date) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = self.said(PromiseEvent::Keep)?;
        if self.state == before {
            let first = self.kept_on.map(|day| day.to_string());
            let again = kept_on.map(|day| day.to_string());
            return Ok(same_reason(first.as_deref(), again.as_deref()).map(|()| Decided::unchanged(self))?);
        }
        let kept_on = kept_on.unwrap_or(today);
        (self.kept_on, self.overdue) = (Some(kept_on), false);
        let event = self.event(EventName::PromiseKept).changed("state", before, self.state).with("kept_on", kept_on.to_string());
        Ok(Decided::one(self, event))
    }

    /// It was not kept, and will not be.
    pub fn fail(self, reason: String) -> Result<Decided<Self>, Refusal> {
        self.end(PromiseEvent::Break, EventName::PromiseBroken, reason)
    }

    /// Whoever has it lets it go.
    pub fn withdraw(self, reason: String) -> Result<Decided<Self>, Refusal> {
        self.end(PromiseEvent::Withdraw, EventName::PromiseWithdrawn, reason)
    }

    fn end(mut self, event: PromiseEvent, name: EventName, reason: String) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = self.said(event)?;
        if self.state == before {
            return Ok(same_reason(self.reason.as_deref(), Some(&reason)).map(|()| Decided::unchanged(self))?);
        }
        (self.reason, self.overdue) = (Some(reason), false);
        let event = self.event(name).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// The state after what a person says came of it. Nobody says of a promise to pay that it was kept or broken.
    fn said(&self, event: PromiseEvent) -> Result<PromiseState, Illegal> {
        if self.is_judged_by_money() && event != PromiseEvent::Withdraw {
            return Err(Illegal::new(self.state, event));
        }
        next(self.state, event)
    }

    /// Somebody else answers for it: who had it has given his clients away.
    pub fn pass_to(mut self, user: UserId) -> Decided<Self> {
        let event = self.event(EventName::PromiseUpdated).changed("user_id", self.user_id, user);
        self.user_id = Some(user);
        Decided::one(self, event)
    }

    /// Its day is over, and nobody has said what came of it.
    pub fn fall_due(mut self) -> Decided<Self> {
        self.overdue = true;
        let event = self.event(EventName::PromiseOverdue).with("due_on", self.due_on.to_string()).with("user_id", self.user_id);
        Decided::one(self, event)
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests;
