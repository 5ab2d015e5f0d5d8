//! Instants and days on the wire. Written quickly: chrono hands over each character by itself, which made a fifth of what a list cost.
//! Read by the one reader of the domain, and with care: what no calendar of a company and no database holds is refused.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::fmt;
use std::marker::PhantomData;

use domain::moment::{day_text, instant_text, read_day, read_instant};
use domain::scalar::in_range;
use serde::Serializer;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use validator::ValidationError;

/// An instant of a year that can be true.
pub fn instant(at: &DateTime<Utc>) -> Result<(), ValidationError> {
    year(at.year())
}

/// A day of a year that can be true.
pub fn date(on: &NaiveDate) -> Result<(), ValidationError> {
    year(on.year())
}

/// The first year of which money is told: what is older is a mistake, such as 1900 for 2000.
const FIRST_YEAR_OF_MONEY: i32 = 1990;

/// A day on which money can have moved.
pub fn day_of_money(on: &NaiveDate) -> Result<(), ValidationError> {
    if on.year() >= FIRST_YEAR_OF_MONEY {
        return date(on);
    }
    Err(ValidationError::new("out_of_range").with_message("must lie between the years 1990 and 9999".into()))
}

fn year(year: i32) -> Result<(), ValidationError> {
    in_range(year).map_err(|wording| ValidationError::new("out_of_range").with_message(wording.into()))
}

/// An instant or a day, or none.
pub trait Moment {
    /// Writes it.
    fn write<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error>;
}

impl Moment for DateTime<Utc> {
    fn write<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.serialize_str(&instant_text(*self))
    }
}

impl Moment for NaiveDate {
    fn write<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.serialize_str(&day_text(*self))
    }
}

impl<M: Moment> Moment for Option<M> {
    fn write<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(moment) => moment.write(json),
            None => json.serialize_none(),
        }
    }
}

/// For `#[serde(serialize_with = "moment")]`: the same JSON as chrono's, written at once.
pub fn moment<S: Serializer>(moment: &impl Moment, json: S) -> Result<S::Ok, S::Error> {
    moment.write(json)
}

/// A text of JSON that says an instant or a day.
pub trait FromText: Sized {
    /// What such a text is called in an error (`body::wording`).
    const EXPECTED: &'static str;
    /// Reads it.
    fn from_text(text: &str) -> Option<Self>;
}

impl FromText for DateTime<Utc> {
    const EXPECTED: &'static str = "an RFC 3339 formatted date and time string";
    fn from_text(text: &str) -> Option<Self> {
        read_instant(text)
    }
}

impl FromText for NaiveDate {
    const EXPECTED: &'static str = "a formatted date string";
    fn from_text(text: &str) -> Option<Self> {
        read_day(text)
    }
}

/// What was told, read from its text.
struct Read<T>(T);

impl<'de, T: FromText> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_str(Reader(PhantomData))
    }
}

struct Reader<T>(PhantomData<T>);

impl<T: FromText> Visitor<'_> for Reader<T> {
    type Value = Read<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        T::from_text(text).map(Read).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// An instant or a day, or one that may be null.
pub trait Told: Sized {
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error>;
}

impl<T: FromText> Told for T {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Read::deserialize(json).map(|Read(moment)| moment)
    }
}

impl<T: FromText> Told for Option<T> {
    fn read<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Option::<Read<T>>::deserialize(json).map(|read| read.map(|Read(moment)| moment))
    }
}

/// For `#[serde(deserialize_with = "told")]`: an instant or a day as a body tells it.
pub fn told<'de, D: Deserializer<'de>, T: Told>(json: D) -> Result<T, D::Error> {
    T::read(json)
}

/// The same as [`present`](crate::body::present) for merge patches.
pub fn told_present<'de, D: Deserializer<'de>, T: FromText>(json: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::read(json).map(Some)
}

/// The same as [`stated`](crate::body::stated) for merge patches.
pub fn told_stated<'de, D: Deserializer<'de>, T: FromText>(json: D) -> Result<Option<T>, D::Error> {
    T::read(json).map(Some)
}

/// The same as [`emptied`](crate::body::emptied) for merge patches.
pub fn told_days<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Vec<NaiveDate>>, D::Error> {
    let days = Option::<Vec<Read<NaiveDate>>>::deserialize(json)?.unwrap_or_default();
    Ok(Some(days.into_iter().map(|Read(day)| day).collect()))
}
