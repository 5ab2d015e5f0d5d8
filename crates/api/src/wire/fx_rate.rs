//! An exchange rate on the wire: an exact decimal, as text.

use domain::commission::{self, ExchangeRate, rate_moves};
use domain::ids::FxRateKind;
use serde::Deserializer;
use serde::de::{Error, Visitor};

use super::accrual::AccrualKey;
use super::month::as_text;
use super::prelude::*;
use super::user::UserKey;

pub type FxRateKey = Key<FxRateKind>;

/// An exact decimal above 0, at most 8 decimals.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(as = ExchangeRate, value_type = String, pattern = r"^[0-9]{1,7}(\.[0-9]{1,8})?$", examples("92.3456"))]
pub struct RateText(#[serde(serialize_with = "as_text")] pub ExchangeRate);

/// A JSON number is read as it is written.
impl<'de> Deserialize<'de> for RateText {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = RateText;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a decimal number such as \"92.3456\"")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<RateText, E> {
                text.parse().map(RateText).map_err(E::custom)
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<RateText, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<RateText, E> {
                self.visit_str(&number.to_string())
            }
        }
        json.deserialize_any(Read)
    }
}

/// The exchange rate of a currency on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct FxRate {
    /// Id of the exchange rate, assigned by the server.
    pub id: FxRateKey,
    /// Version number of the exchange rate, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// ISO 4217 code of the currency that is converted.
    #[schema(examples("USD"))]
    pub currency: String,
    /// ISO 4217 code of the currency that it is converted into, that of the commission plan.
    #[schema(examples("RUB"))]
    pub plan_currency: String,
    /// Value date of the payments that the rate is for, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub value_on: NaiveDate,
    /// Units of `plan_currency` for one unit of `currency`.
    pub rate: RateText,
    /// Id of the person who entered the rate; null if no person did.
    pub recorded_by: Option<UserKey>,
    /// When the rate was entered, UTC.
    #[serde(serialize_with = "moment")]
    pub recorded_at: DateTime<Utc>,
    /// Id of the mistyped rate that this one replaces; null if it replaces none.
    pub replaces: Option<FxRateKey>,
    /// Id of the rate that replaces this one; null while this one is in force.
    pub replaced_by: Option<FxRateKey>,
    /// What this rate would have moved of what the one it replaces had converted already; told once, when it is entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_have_moved: Option<RateMoves>,
}

/// What another exchange rate would have moved. Nothing moved: what was converted stays, and is corrected by hand if it is worth it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateMoves {
    /// How many lines of the commission ledger would have another amount.
    pub count: i64,
    /// Sum of the differences of all of them, in the plan's currency; below zero if less would have been earned.
    pub difference: Money,
    /// Lines with the largest differences, at most 100.
    pub lines: Vec<RateMove>,
}

/// A line of the commission ledger that would have another amount.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateMove {
    /// Id of the line.
    pub accrual_id: AccrualKey,
    /// Id of the person who earns by the line.
    pub user_id: UserKey,
    /// Amount of the line as it was posted, in the plan's currency.
    pub from: Money,
    /// Amount that the line would have had, in the plan's currency.
    pub to: Money,
}

impl RateMoves {
    fn of(moves: rate_moves::RateMoves, currency: domain::Currency) -> Self {
        let money = |minor| domain::Money::new(minor, currency).into();
        let line = |one: rate_moves::RateMove| RateMove {
            accrual_id: Key(one.accrual_id),
            user_id: Key(one.user_id),
            from: money(one.from_minor),
            to: money(one.to_minor),
        };
        let count = i64::try_from(moves.count).unwrap_or(i64::MAX);
        Self { count, difference: money(moves.difference_minor), lines: moves.lines.into_iter().map(line).collect() }
    }
}

impl From<app::commission::EnteredRate> for FxRate {
    fn from(entered: app::commission::EnteredRate) -> Self {
        let currency = entered.rate.plan_currency;
        let would_have_moved = entered.would_have_moved.map(|moves| RateMoves::of(moves, currency));
        Self { would_have_moved, ..entered.rate.into() }
    }
}

impl From<commission::FxRate> for FxRate {
    fn from(rate: commission::FxRate) -> Self {
        Self {
            id: Key(rate.id),
            version: rate.version,
            currency: rate.currency.to_string(),
            plan_currency: rate.plan_currency.to_string(),
            value_on: rate.value_on,
            rate: RateText(rate.rate),
            recorded_by: rate.recorded_by.map(Key),
            recorded_at: rate.recorded_at,
            replaces: rate.replaces.map(Key),
            replaced_by: rate.replaced_by.map(Key),
            would_have_moved: None,
        }
    }
}

versioned! { FxRate }

/// An exchange rate to be entered.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFxRate {
    /// ISO 4217 code of the currency that is converted.
    #[schema(examples("USD"))]
    pub currency: String,
    /// ISO 4217 code of the currency that it is converted into; the company's currency if left out.
    #[schema(examples("RUB"))]
    pub plan_currency: Option<String>,
    /// Value date of the payments that the rate is for, a civil date in the company's time zone; not in the future.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub value_on: NaiveDate,
    /// Units of `plan_currency` for one unit of `currency`.
    pub rate: RateText,
    /// Id of the mistyped rate of the same currencies and day that this one replaces. What was converted by that one stays as it is.
    pub replaces: Option<FxRateKey>,
}

impl NewFxRate {
    /// What the use case takes.
    pub fn read(self) -> Result<app::commission::RateInput, Problem> {
        let plan_currency = self.plan_currency.as_deref().map(|code| currency(code, "/plan_currency")).transpose()?;
        let currency = currency(&self.currency, "/currency")?;
        Ok(app::commission::RateInput {
            currency,
            plan_currency,
            value_on: self.value_on,
            rate: self.rate.0,
            replaces: self.replaces.map(|key| key.0),
        })
    }
}
