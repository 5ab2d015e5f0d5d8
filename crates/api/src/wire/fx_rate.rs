//! An exchange rate on the wire: an exact decimal, as text.

use domain::commission::{self, ExchangeRate};
use domain::ids::FxRateKind;
use serde::Deserializer;
use serde::de::{Error, Visitor};

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
}

impl NewFxRate {
    /// What the use case takes.
    pub fn read(self) -> Result<app::commission::RateInput, Problem> {
        let plan_currency = self.plan_currency.as_deref().map(|code| currency(code, "/plan_currency")).transpose()?;
        let currency = currency(&self.currency, "/currency")?;
        Ok(app::commission::RateInput { currency, plan_currency, value_on: self.value_on, rate: self.rate.0 })
    }
}
