//! What JSON looks like: separate shapes with `From` and `TryFrom` of domain values, so that neither side moves the other by accident.

use std::borrow::Cow;
use std::marker::PhantomData;

use domain::ids::{Id, Kind};
use domain::{Currency, Word};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

pub mod accrual;
pub mod activity;
pub mod adjustment;
pub mod amount;
pub mod answer;
pub mod api_key;
pub mod assignment;
pub mod audit;
pub mod availability;
pub mod calendar;
pub mod calendar_feed;
pub mod call;
pub mod call_inbox;
pub mod call_list;
pub mod call_report;
pub mod call_review;
pub mod call_task;
pub mod claim;
pub mod client;
pub mod client_command;
pub mod client_group;
pub mod client_terms;
pub mod collection_plan;
pub mod commission_plan;
pub mod contact;
pub mod contract;
pub mod contract_command;
pub mod credit;
pub mod disposition;
pub mod dossier;
pub mod dossier_access;
pub mod dossier_computed;
pub mod dossier_content;
pub mod dossier_put;
pub mod duplicate;
pub mod entitlement;
pub mod event;
pub mod explanation;
pub mod fx_rate;
pub mod handoff;
pub mod handoff_command;
pub mod included;
pub mod integration;
pub mod interest;
pub mod me;
pub mod meeting;
pub mod meeting_command;
pub mod meeting_wish;
pub mod merge;
pub mod missed_call;
pub mod moments;
pub mod month;
pub mod new_client;
pub mod new_sale;
pub mod norm;
pub mod opportunity;
pub mod path;
pub mod payment;
pub mod period;
pub mod personal_data;
pub mod phone;
pub mod portfolio;
mod prelude;
pub mod product_line;
pub mod promise;
pub mod purchase_plan;
pub mod reassignment;
pub mod receivable;
pub mod refund;
pub mod reports;
pub mod rules;
pub mod said;
pub mod sale;
pub mod sandbox;
pub mod scorecard;
pub mod script;
pub mod secret;
pub mod segment;
pub mod signal;
pub mod statement;
pub mod suppression;
pub mod telephony;
pub mod timeline;
pub mod token;
pub mod unit;
pub mod user;
pub mod webhook_delivery;
pub mod webhook_endpoint;
pub mod webhook_message;

pub use path::{Child, InPath, PatchTarget, PathId, Target};

/// An id on the wire: a TypeID. Name it through an alias (`ProductLineKey`), utoipa wants that.
pub struct Key<K>(pub Id<K>);

impl<K> Clone for Key<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Key<K> {}
impl<K: Kind> std::fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.0, f)
    }
}
impl<K> From<Id<K>> for Key<K> {
    fn from(id: Id<K>) -> Self {
        Self(id)
    }
}
impl<K: Kind> Serialize for Key<K> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.serialize_str(&self.0.text())
    }
}
impl<'de, K: Kind> Deserialize<'de> for Key<K> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_str(Parsed(PhantomData, K::PREFIX, |text: &str| text.parse().map(Key).ok()))
    }
}
impl<K: Kind> PartialSchema for Key<K> {
    fn schema() -> RefOr<Schema> {
        let example = format!("{}_01h455vb4pex5vsknk084sn02q", K::PREFIX);
        let builder = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some(format!("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", K::PREFIX)));
        builder
            .description(Some(format!(
                "Id of the kind `{0}`: the prefix `{0}_` and 26 characters of base32; opaque to callers.",
                K::PREFIX
            )))
            .examples([example])
            .into()
    }
}
impl<K: Kind> ToSchema for Key<K> {
    fn name() -> Cow<'static, str> {
        id_schema(K::PREFIX).into()
    }
}

/// The name of the schema of ids with this prefix: `ClientId`.
pub fn id_schema(prefix: &str) -> String {
    let mut name = format!("{prefix}Id");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// A word of a vocabulary on the wire. Name it through an alias (`StageTerm`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term<W>(pub W);

impl<W> From<W> for Term<W> {
    fn from(word: W) -> Self {
        Self(word)
    }
}
impl<W: Word> Serialize for Term<W> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.serialize_str(self.0.as_str())
    }
}
impl<'de, W: Word> Deserialize<'de> for Term<W> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(json)?;
        W::parse(&text).map(Self).ok_or_else(|| {
            D::Error::custom(format!(
                "unknown word {text:?}, expected one of {}",
                W::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")
            ))
        })
    }
}
impl<W: Word> PartialSchema for Term<W> {
    fn schema() -> RefOr<Schema> {
        let words = W::ALL.iter().map(|word| word.as_str());
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .enum_values(Some(words))
            .description(Some(format!(
                "A word of the vocabulary `{}`, as requests take it; in answers expect words that are added later.",
                W::NAME
            )))
            .into()
    }
}
impl<W: Word> ToSchema for Term<W> {
    fn name() -> Cow<'static, str> {
        W::NAME.into()
    }
}

struct Parsed<T>(PhantomData<T>, &'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an id that begins with {}_", self.1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.2)(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

/// An amount of money in one currency.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Amount in minor units of the currency (kopecks, cents), a whole number.
    #[schema(examples(1_250_000))]
    pub amount_minor: i64,
    /// ISO 4217 code of the currency, such as `RUB`.
    #[schema(examples("RUB"), pattern = "^[A-Z]{3}$")]
    pub currency: String,
}

impl From<domain::Money> for Money {
    fn from(money: domain::Money) -> Self {
        Self { amount_minor: money.minor(), currency: money.currency().to_string() }
    }
}

impl Money {
    /// The domain's value; an unknown currency is a wrong member under `pointer`.
    pub fn read(&self, pointer: &str) -> Result<domain::Money, crate::Problem> {
        let currency = currency(&self.currency, &format!("{pointer}/currency"))?;
        Ok(domain::Money::new(self.amount_minor, currency))
    }
}

/// A currency code; an unknown one is a wrong member at `pointer`.
pub fn currency(code: &str, pointer: &str) -> Result<Currency, crate::Problem> {
    Currency::parse(code).map_err(|error| crate::Problem::field(pointer, "currency", error.to_string()))
}
