//! The company calendar on the wire.

use std::collections::BTreeSet;

use domain::org::working_time::{CalendarChange, WorkingTime};

use super::moments::told_days;
use super::prelude::*;

/// A day of the week, by its English name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<Weekday> for chrono::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

/// The company calendar, by which business days, deadlines and months are counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calendar {
    /// Version number of the company calendar, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Time zone of the company: a name of the IANA database, such as `Europe/Moscow`.
    #[schema(examples("Europe/Moscow"))]
    pub time_zone: String,
    /// Days of the week that are worked.
    pub working_week: Vec<Weekday>,
    /// Civil dates that are not worked although their day of the week is, in order.
    pub holidays: Vec<NaiveDate>,
}

impl From<WorkingTime> for Calendar {
    fn from(time: WorkingTime) -> Self {
        Self {
            version: time.version,
            time_zone: time.calendar.zone().to_owned(),
            working_week: time.calendar.working_week().iter().copied().map(Into::into).collect(),
            holidays: time.calendar.holidays().iter().copied().collect(),
        }
    }
}

versioned! { Calendar }

/// What may change of the company calendar.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarPatch {
    /// Time zone of the company: a name of the IANA database, such as `Europe/Moscow`.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 64))]
    #[schema(nullable = false, examples("Europe/Moscow"), min_length = 1, max_length = 64)]
    pub time_zone: Option<String>,
    /// All days of the week that are worked, at least one; replaces the list as a whole.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 7))]
    #[schema(nullable = false, min_items = 1, max_items = 7)]
    pub working_week: Option<Vec<Weekday>>,
    /// All civil dates that are not worked although their day of the week is; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "told_days")]
    #[validate(length(max = 2_000))]
    #[schema(max_items = 2_000)]
    pub holidays: Option<Vec<NaiveDate>>,
}

impl From<CalendarPatch> for CalendarChange {
    fn from(patch: CalendarPatch) -> Self {
        Self {
            time_zone: patch.time_zone,
            working_week: patch.working_week.map(|week| week.into_iter().map(Into::into).collect()),
            holidays: patch.holidays.map(|days| days.into_iter().collect::<BTreeSet<_>>()),
        }
    }
}
