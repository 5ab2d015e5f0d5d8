//! A month on the wire: `2026-11`.

use domain::commission::Month;
use serde::Serializer;

use super::prelude::*;
use crate::Code;

/// A calendar month as `YYYY-MM`.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(as = Month, value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", examples("2026-11"))]
pub struct MonthText(#[serde(serialize_with = "as_text")] pub Month);

/// Writes a value in the form in which it is shown.
pub(super) fn as_text<T: std::fmt::Display, S: Serializer>(value: &T, json: S) -> Result<S::Ok, S::Error> {
    json.collect_str(value)
}

/// The month of a path: a text that is none names nothing, hence 404.
pub fn path_month(text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound, format!("{text} is no month such as 2026-11")))
}
