//! Promises: what we have promised a client, and what he has promised us (§3.16).

use super::Refusal;
use crate::access::Standing;
use crate::already::same_reason;
use crate::clients::Client;
use crate::ids::{ClientId, ContactId, PromiseId, SaleId, UserId};
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

    /// Is it a promise of the client to pay an amount for a sale? Then the money that comes for the sale says what came of it (§3.16).
    pub const fn is_judged_by_money(&self) -> bool {
        matches!((self.made_by, self.kind), (PromiseBy::Client, PromiseKind::Payment)) && self.sale_id.is_some() && self.amount.is_some()
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
        if self.state == PromiseState::Open { self.judged(PromiseEvent::Withdraw, EventName::PromiseWithdrawn, |_| ()) } else { self.unpaid() }
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

fn told(decided: Decided<Promise>, more: impl Fn(Event) -> Event) -> Decided<Promise> {
    Decided { events: decided.events.into_iter().map(more).collect(), ..decided }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::AlreadyDone;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn promise() -> Promise {
        let new = NewPromise {
            client_id: ClientId::new(Uuid::from_u128(1)),
            made_by: PromiseBy::Us,
            kind: PromiseKind::Delivery,
            what: "привезти воду".into(),
            due_on: day("2026-03-10"),
            sale_id: None,
            user_id: Some(UserId::new(Uuid::from_u128(2))),
            contact_id: None,
            amount: None,
        };
        new.make(PromiseId::new(Uuid::from_u128(3)), None, (Instant::UNIX_EPOCH, day("2026-03-01"))).state
    }

    #[test]
    fn a_promise_past_its_day_stays_open_and_is_overdue() {
        let late = promise().fall_due();
        assert_eq!((late.state.state, late.state.overdue, late.events[0].name), (PromiseState::Open, true, EventName::PromiseOverdue));
        let later = PromiseChange { due_on: Some(day("2026-04-01")), ..PromiseChange::default() };
        assert!(!late.state.clone().change(later, day("2026-03-11")).unwrap().state.overdue, "it has another day");
        let kept = late.state.keep(None, day("2026-03-12")).unwrap().state;
        assert_eq!((kept.state, kept.overdue, kept.kept_on), (PromiseState::Kept, false, Some(day("2026-03-12"))));
    }

    #[test]
    fn what_came_of_it_is_said_once() {
        let broken = promise().fail("машина сломалась".into()).unwrap();
        assert!(!format!("{:?}", broken.events).contains("машина"), "the journal cannot forget");
        assert!(broken.state.clone().fail("машина сломалась".into()).unwrap().events.is_empty());
        let other = broken.state.clone().fail("забыли".into()).unwrap_err();
        assert_eq!(other, AlreadyDone { reason: Some("машина сломалась".into()) }.into());
        let illegal = Refusal::Illegal(Illegal { from: "broken", event: "withdraw" });
        assert_eq!(broken.state.clone().withdraw("просили".into()).unwrap_err(), illegal);
        assert!(broken.state.change(PromiseChange::default(), day("2026-03-01")).is_err());
        let kept = promise().keep(Some(day("2026-03-09")), day("2026-03-12")).unwrap().state;
        assert!(kept.clone().keep(None, day("2026-03-13")).unwrap().events.is_empty());
        assert!(kept.keep(Some(day("2026-03-10")), day("2026-03-13")).is_err());
    }

    #[test]
    fn of_a_promise_to_pay_the_money_says_what_came_of_it() {
        let rub = crate::Currency::parse("RUB").unwrap();
        let sale_id = Some(SaleId::new(Uuid::from_u128(4)));
        let to_pay = Promise { made_by: PromiseBy::Client, kind: PromiseKind::Payment, sale_id, amount: Some(Money::new(5, rub)), ..promise() };
        let illegal = |event| Err(Refusal::Illegal(Illegal { from: "open", event }));
        assert_eq!(to_pay.clone().keep(None, day("2026-03-12")), illegal("keep"));
        assert_eq!(to_pay.clone().fail("нет денег".into()), illegal("break"));
        assert_eq!(to_pay.clone().withdraw("договорились иначе".into()).unwrap().state.state, PromiseState::Withdrawn);
        let change = PromiseChange { due_on: Some(day("2026-02-01")), ..PromiseChange::default() };
        assert!(!to_pay.clone().change(change, day("2026-03-01")).unwrap().state.overdue, "it will be broken");
        let unnamed = Promise { sale_id: None, ..to_pay };
        assert!(unnamed.keep(None, day("2026-03-12")).is_ok(), "no money can be told to be for it");
    }

    #[test]
    fn it_belongs_also_to_whoever_answers_for_it() {
        let client = crate::clients::sample(crate::clients::Stage::Active);
        assert!(promise().standing(&client).people.contains(&UserId::new(Uuid::from_u128(2))));
    }
}
