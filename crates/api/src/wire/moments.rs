//! Instants and dates that can be true: what no calendar of a company and no database holds is refused.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use validator::ValidationError;

const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// An instant of the years 1900 to 9999.
pub fn instant(at: &DateTime<Utc>) -> Result<(), ValidationError> {
    if YEARS.contains(&at.year()) { Ok(()) } else { Err(out_of_range()) }
}

/// A day of the years 1900 to 9999.
pub fn date(on: &NaiveDate) -> Result<(), ValidationError> {
    if YEARS.contains(&on.year()) { Ok(()) } else { Err(out_of_range()) }
}

fn out_of_range() -> ValidationError {
    ValidationError::new("out_of_range").with_message("must lie between the years 1900 and 9999".into())
}
