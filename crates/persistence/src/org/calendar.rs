//! The company calendar, of which there is one.

use chrono::Weekday;
use domain::calendar::Calendar;
use domain::org::working_time::{WorkingTime, weekday, weekday_word};
use domain::{CalendarId, Date, Version};
use serde_json::Value;

use crate::prelude::*;

table! {
    /// The company calendar: one row.
    calendar: "calendar" of WorkingTime as time keyed id: CalendarId = WorkingTime::ID, {
        version: Version as NextVersion,
    } with {
        calendar: read(&time_zone, working_week, holidays)? => {
            time_zone: String = time.calendar.zone().to_owned(),
            working_week: Vec<Weekday> as Weekdays = time.calendar.working_week().to_vec(),
            holidays: Vec<Date> as List = time.calendar.holidays().iter().copied().collect(),
        },
    }
}

aggregate! { WorkingTime: CalendarId, "calendar", in calendar; }

fn read(zone: &str, working_week: Vec<Weekday>, holidays: Vec<Date>) -> Result<Calendar, StoreError> {
    let calendar = Calendar::try_new(zone, working_week, holidays.into_iter().collect());
    calendar.map_err(|_| StoreError::corrupt("calendar", "time_zone", WorkingTime::ID.uuid()))
}

/// Days of the week, by their English names.
pub struct Weekdays;

impl Codec<Vec<Weekday>> for Weekdays {
    type Cell = Value;
    fn write(days: &Vec<Weekday>) -> Value {
        days.iter().map(|day| weekday_word(*day)).collect()
    }
    fn read(cell: Value) -> Option<Vec<Weekday>> {
        cell.as_array()?.iter().map(|day| weekday(day.as_str()?)).collect()
    }
}
