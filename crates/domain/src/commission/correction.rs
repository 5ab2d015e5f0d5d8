//! What finance enters manually: exchange rates and adjustments (§8.7, E-36).

use super::{ExchangeRate, Refusal};
use crate::money::{Currency, Money};
use crate::{AdjustmentId, ClientId, Date, Decided, Event, EventName, FxRateId, Instant, SaleId, StatementId, UserId, Version};

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
    pub recorded_by: Option<UserId>,
    pub recorded_at: Instant,
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
        let entered = Self { id, version: 0, currency, plan_currency, value_on, rate, recorded_by: by, recorded_at: at };
        let happened = Event::new(EventName::FxRateSet, id, None)
            .with("currency", currency.code())
            .with("value_on", value_on.to_string())
            .with("rate", rate.to_string());
        Ok(Decided::one(entered, happened))
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
    /// Enters an adjustment; nobody adjusts his own commission (I-18).
    pub fn enter(id: AdjustmentId, new: NewAdjustment, by: UserId, (today, at): (Date, Instant)) -> Result<Decided<Self>, Refusal> {
        if new.user_id == by || new.counterpart_id == Some(by) {
            return Err(Refusal::OwnMatter { user_id: by });
        }
        let happened = Event::new(EventName::AdjustmentPosted, id, new.client_id)
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
            value_on: value_on.unwrap_or(today),
            recorded_by: Some(by),
            recorded_at: at,
        };
        Ok(Decided::one(entered, happened))
    }
}
