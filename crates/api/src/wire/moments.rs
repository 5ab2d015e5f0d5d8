//! Instants and days on the wire. Written quickly: chrono hands over each character by itself, which made a fifth of what a list cost.
//! Read with care: what no calendar of a company and no database holds is refused.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::moment::{day_text, instant_text};
use domain::scalar::in_range;
use serde::Serializer;
use validator::ValidationError;

/// An instant of a year that can be true.
pub fn instant(at: &DateTime<Utc>) -> Result<(), ValidationError> {
    year(at.year())
}

/// A day of a year that can be true.
pub fn date(on: &NaiveDate) -> Result<(), ValidationError> {
    year(on.year())
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
