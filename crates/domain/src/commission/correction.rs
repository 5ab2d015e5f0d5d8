//! What finance enters manually: exchange rates and adjustments (§8.7, E-36).

use super::{ExchangeRate, Refusal};
use crate::money::{Currency, Money};
use crate::norms::{NormKey, NormValue};
use crate::own_matter::{self, Matter};
use crate::{
    AdjustmentId, ClientId, Date, Decided, DecisionContext, Event, EventName, FxRateId, Instant, SaleId, StatementId, UserId, Version,
};

/// The largest adjustment, in minor units: so that a typing mistake cannot overflow the sums of a month.
pub const MAX_ADJUSTMENT_MINOR: i64 = 1_000_000_000_000;

/// The exchange rate of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct FxRate {
    pub id: FxRateId,
    pub version: Version,
    pub currency: Currency,
    /// The currency of the plan.
    pub plan_currency: Currency,
    /// The value date that it is for.
    pub value_on: Date,
    /// Units of `plan_currency` for one of `currency`.
    pub rate: ExchangeRate,
    pub recorded_by: Option<UserId>,
    pub recorded_at: Instant,
    /// The mistyped rate that it stands for now.
    pub replaces: Option<FxRateId>,
    /// The rate that stands for it now; `None` while it is in force.
    pub replaced_by: Option<FxRateId>,
}

crate::words! {
    /// Is it in the ledger?
    pub enum AdjustmentState { Waiting = "waiting", Posted = "posted", Rejected = "rejected" }

    /// What another person decides on one that waits.
    pub enum AdjustmentEvent { Approve = "approve", Reject = "reject" }
}

crate::lifecycle! {
    /// The state of a correction after `event` (§6.1); what was decided is decided, and the same again is once.
    pub fn next(from: AdjustmentState, event: AdjustmentEvent) {
        Approve: Waiting | Posted => Posted;
        Reject: Waiting | Rejected => Rejected;
    }
}

/// A manual adjustment; with a counterpart it is a pair (−/+) that does not change the total (E-36).
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    pub id: AdjustmentId,
    pub version: Version,
    pub user_id: UserId,
    /// The person who loses what `user_id` gains.
    pub counterpart_id: Option<UserId>,
    pub amount: Money,
    pub reason: String,
    pub client_id: Option<ClientId>,
    pub sale_id: Option<SaleId>,
    /// The disputed statement that it settles, if any.
    pub statement_id: Option<StatementId>,
    pub value_on: Date,
    pub state: AdjustmentState,
    pub recorded_by: Option<UserId>,
    pub recorded_at: Instant,
    /// Who approved or rejected it, where it waited for another.
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Instant>,
}

/// A rate to enter.
#[derive(Clone, Copy, Debug)]
pub struct NewRate {
    pub currency: Currency,
    pub plan_currency: Currency,
    pub value_on: Date,
    pub rate: ExchangeRate,
}

impl FxRate {
    /// Enters a rate; a currency has none against itself.
    pub fn enter(id: FxRateId, new: NewRate, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let NewRate { currency, plan_currency, value_on, rate } = new;
        if currency == plan_currency {
            return Err(Refusal::FxSameCurrency { currency });
        }
        let entered = Self {
            id,
            version: 0,
            currency,
            plan_currency,
            value_on,
            rate,
            recorded_by: by,
            recorded_at: at,
            replaces: None,
            replaced_by: None,
        };
        let happened = Event::new(EventName::FxRateSet, id, None)
            .with("currency", currency.code())
            .with("value_on", value_on.to_string())
            .with("rate", rate.to_string());
        Ok(Decided::one(entered, happened))
    }

    /// It was mistyped: `new` stands for it from now on, for whatever is posted anew. What it has converted stays as it is (§8.7).
    /// Returns it, out of force, and the rate that replaces it.
    pub fn replace(self, id: FxRateId, new: NewRate, by: Option<UserId>, at: Instant) -> Result<(Decided<Self>, Decided<Self>), Refusal> {
        if let Some(newer) = self.replaced_by {
            return Err(Refusal::FxRateExists { id: newer });
        }
        if (self.currency, self.plan_currency, self.value_on) != (new.currency, new.plan_currency, new.value_on) {
            return Err(Refusal::FxOtherRate { currency: self.currency, plan_currency: self.plan_currency, value_on: self.value_on });
        }
        if self.rate == new.rate {
            return Err(Refusal::FxSameRate);
        }
        let mut entered = Self::enter(id, new, by, at)?;
        entered.state.replaces = Some(self.id);
        entered.events = entered.events.into_iter().map(|event| event.with("replaces", self.id)).collect();
        let happened = Event::new(EventName::FxRateReplaced, self.id, None).with("replaced_by", id).changed(
            "rate",
            self.rate.to_string(),
            new.rate.to_string(),
        );
        Ok((Decided::one(Self { replaced_by: Some(id), ..self }, happened), entered))
    }
}

/// An adjustment to enter; without a value date it counts today.
#[derive(Clone, Debug)]
pub struct NewAdjustment {
    pub user_id: UserId,
    pub counterpart_id: Option<UserId>,
    pub amount: Money,
    pub reason: String,
    pub client_id: Option<ClientId>,
    pub sale_id: Option<SaleId>,
    pub statement_id: Option<StatementId>,
    pub value_on: Option<Date>,
}

impl Adjustment {
    /// Enters an adjustment; nobody adjusts his own commission (I-18). One of more than the norm waits for another person (§6.1).
    pub fn enter(
        id: AdjustmentId,
        new: NewAdjustment,
        by: UserId,
        day: Date,
        context: DecisionContext<'_>,
    ) -> Result<Decided<Self>, Refusal> {
        own_matter::refuse(Matter::Correction, Some(by), [Some(new.user_id), new.counterpart_id].into_iter().flatten())?;
        let waits = match context.norms.value(NormKey::CorrectionSecond) {
            NormValue::Number(most) => new.amount.minor().saturating_abs() > most,
            NormValue::Flag(_) | NormValue::Unlimited => false,
        };
        let (state, name) = if waits {
            (AdjustmentState::Waiting, EventName::AdjustmentEntered)
        } else {
            (AdjustmentState::Posted, EventName::AdjustmentPosted)
        };
        let happened = Event::new(name, id, new.client_id)
            .with("user_id", new.user_id)
            .with("amount_minor", new.amount.minor())
            .with("currency", new.amount.currency().code());
        let NewAdjustment { user_id, counterpart_id, amount, reason, client_id, sale_id, statement_id, value_on } = new;
        let entered = Self {
            id,
            version: 0,
            user_id,
            counterpart_id,
            amount,
            reason,
            client_id,
            sale_id,
            statement_id,
            value_on: value_on.unwrap_or(day),
            state,
            recorded_by: Some(by),
            recorded_at: context.now,
            decided_by: None,
            decided_at: None,
        };
        Ok(Decided::one(entered, happened))
    }

    /// Another person decides on one that waits: neither who entered it nor whom it pays or costs.
    pub fn decide(self, event: AdjustmentEvent, by: UserId, reason: Option<&str>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, event)?;
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        own_matter::refuse(Matter::Waiting, Some(by), self.concerned())?;
        let name = match event {
            AdjustmentEvent::Approve => EventName::AdjustmentPosted,
            AdjustmentEvent::Reject => EventName::AdjustmentRejected,
        };
        let happened = Event::new(name, self.id, self.client_id)
            .with("user_id", self.user_id)
            .changed("state", self.state, state)
            .with("reason", reason);
        Ok(Decided::one(Self { state, decided_by: Some(by), decided_at: Some(at), ..self }, happened))
    }

    /// Whoever entered it, and whom it pays or costs.
    pub fn concerned(&self) -> Vec<UserId> {
        [self.recorded_by, Some(self.user_id), self.counterpart_id].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::norms::Norms;
    use crate::own_matter::OwnMatter;
    use uuid::Uuid;

    fn person(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn entered(minor: i64) -> Adjustment {
        let new = NewAdjustment {
            user_id: person(1),
            counterpart_id: Some(person(2)),
            amount: Money::new(minor, Currency::parse("RUB").unwrap()),
            reason: "a split that was agreed late".into(),
            client_id: None,
            sale_id: None,
            statement_id: None,
            value_on: None,
        };
        let (norms, calendar) = (Norms::default(), Calendar::standard("UTC").unwrap());
        let context = DecisionContext { now: Instant::UNIX_EPOCH, norms: &norms, calendar: &calendar };
        Adjustment::enter(AdjustmentId::new(Uuid::from_u128(9)), new, person(3), Date::default(), context).unwrap().state
    }

    #[test]
    fn a_correction_above_the_norm_waits_for_somebody_whom_it_does_not_concern() {
        assert_eq!(entered(10_000_000).state, AdjustmentState::Posted);
        let waiting = entered(-10_000_001);
        assert_eq!(waiting.state, AdjustmentState::Waiting);
        for concerned in [1, 2, 3].map(person) {
            let refused = waiting.clone().decide(AdjustmentEvent::Approve, concerned, None, Instant::UNIX_EPOCH);
            assert_eq!(refused, Err(OwnMatter { user_id: concerned, matter: Matter::Waiting }.into()));
        }
        let posted = waiting.clone().decide(AdjustmentEvent::Approve, person(4), None, Instant::UNIX_EPOCH).unwrap().state;
        assert_eq!((posted.state, posted.decided_by), (AdjustmentState::Posted, Some(person(4))));
        assert!(posted.decide(AdjustmentEvent::Reject, person(4), None, Instant::UNIX_EPOCH).is_err());
        let rejected = waiting.decide(AdjustmentEvent::Reject, person(4), Some("no"), Instant::UNIX_EPOCH).unwrap().state;
        assert_eq!(rejected.state, AdjustmentState::Rejected);
    }
}
