//! Exchange rates: one a currency and day is in force; a mistyped one is replaced, and stays.

use std::ops::RangeInclusive;

use domain::commission::{ExchangeRate, FxRate};
use domain::{Currency, Date, FxRateId, Instant, UserId, Version};

use self::fx_rate::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Exchange rates by value date.
    fx_rate: "fx_rates" of FxRate as rate {
        id: FxRateId,
        version: Version as NextVersion,
        currency: Currency,
        plan_currency: Currency,
        value_on: Date,
        rate: ExchangeRate,
        recorded_by: Option<UserId>,
        recorded_at: Instant,
        replaces: Option<FxRateId>,
        replaced_by: Option<FxRateId>,
    }
}

aggregate! { FxRate: FxRateId, "exchange rate", in fx_rate; }

crate::filter! {
    /// Which rates a list shows.
    pub struct FxRateFilter of fx_rate {
        /// Only rates of the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// Only rates for payments of this value date, a civil date in the company's time zone.
        value_on: Date => C::ValueOn.is(*value_on),
        /// Only rates into the currency with this ISO 4217 code.
        plan_currency: Currency => C::PlanCurrency.is(*plan_currency),
        /// Only rates of this value date or a later one, a civil date.
        value_from: Date => C::ValueOn.gte(*value_from),
        /// Only rates of a value date before this civil date.
        value_before: Date => C::ValueOn.lt(*value_before),
        /// Only rates that this one has replaced; `null` lists those in force.
        replaced_by: OrNull<FxRateId> => replaced_by.among(C::ReplacedBy),
        /// Only the rate that replaces this one; `null` lists those that replace none.
        replaces: OrNull<FxRateId> => replaces.among(C::Replaces),
    }
    within reach { reach.all_or_nothing() }
    sorts { value_on: C::ValueOn }
    counts { currency: Currency = C::Currency, plan_currency: Currency = C::PlanCurrency }
}

repository! {
    /// Exchange rates.
    FxRates: fx_rates
}

impl FxRates<'_> {
    /// What one unit of each of these currencies is worth in another, on each day of these that has a rate in force.
    pub async fn in_force(
        &self,
        from: impl IntoIterator<Item = Currency>,
        into: Currency,
        days: RangeInclusive<Date>,
    ) -> Result<Vec<FxRate>, StoreError> {
        let of_pairs = Entity::find().filter(C::Currency.is_one_of(from)).filter(C::PlanCurrency.is(into)).filter(C::ReplacedBy.is_null());
        of_pairs.filter(C::ValueOn.gte(*days.start())).filter(C::ValueOn.lte(*days.end())).values(self.0).await
    }

    /// What one unit of `from` is worth in `to`, on each of these days that has a rate in force.
    pub async fn on(&self, (from, to): (Currency, Currency), days: impl IntoIterator<Item = Date>) -> Result<Vec<FxRate>, StoreError> {
        let of_pair = Entity::find().filter(C::Currency.is(from)).filter(C::PlanCurrency.is(to)).filter(C::ReplacedBy.is_null());
        of_pair.filter(C::ValueOn.is_in(days)).values(self.0).await
    }

    /// What one unit of each of these currencies is worth in `to`, on each of these days that has a rate in force: one statement.
    pub async fn into_one(
        &self,
        from: impl IntoIterator<Item = Currency>,
        to: Currency,
        days: impl IntoIterator<Item = Date>,
    ) -> Result<Vec<FxRate>, StoreError> {
        let of_these = Entity::find().filter(C::Currency.is_one_of(from)).filter(C::PlanCurrency.is(to)).filter(C::ReplacedBy.is_null());
        of_these.filter(C::ValueOn.is_in(days)).values(self.0).await
    }
}
