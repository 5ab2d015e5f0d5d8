//! Instants and dates that can be true: what no calendar of a company and no database holds is refused.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::scalar::in_range;
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
