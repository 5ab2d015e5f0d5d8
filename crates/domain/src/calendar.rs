//! The company calendar: its time zone, working week and holidays; civil dates, business days and deadlines.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use jiff::civil;
use jiff::tz::TimeZone;

use crate::{Date, Instant};

/// The company calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    zone: TimeZone,
    working_week: Vec<Weekday>,
    holidays: BTreeSet<Date>,
}

/// The zone is not in the IANA database, or no day of the week is a working day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Unknown IANA name.
    #[error("must be a time zone of the IANA database, such as Europe/Moscow")]
    Zone,
    /// No day of the week is a working day.
    #[error("must have at least one working day")]
    NoWorkingDay,
}

/// The seven weekdays with their texts on the wire, Monday first.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Calendar {
    /// A calendar of `zone` (IANA name).
    pub fn try_new(zone: &str, working_week: Vec<Weekday>, holidays: BTreeSet<Date>) -> Result<Self, CalendarError> {
        if working_week.is_empty() {
            return Err(CalendarError::NoWorkingDay);
        }
        Ok(Self { zone: TimeZone::get(zone).map_err(|_| CalendarError::Zone)?, working_week, holidays })
    }

    /// Monday to Friday, no holidays.
    pub fn standard(zone: &str) -> Result<Self, CalendarError> {
        Self::try_new(zone, WEEKDAYS.iter().take(5).map(|(_, day)| *day).collect(), BTreeSet::new())
    }

    /// IANA name of the zone.
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// The working days of the week.
    pub fn working_week(&self) -> &[Weekday] {
        &self.working_week
    }

    /// Days off besides the weekend.
    pub const fn holidays(&self) -> &BTreeSet<Date> {
        &self.holidays
    }

    /// The civil date at `at`.
    pub fn date(&self, at: Instant) -> Date {
        self.local(at).date()
    }

    /// The month of a civil date, `YYYY-MM`.
    pub fn month(date: Date) -> String {
        format!("{:04}-{:02}", date.year(), date.month())
    }

    /// Wall time in the company's zone at `at`.
    pub fn local(&self, at: Instant) -> chrono::NaiveDateTime {
        local_in(&self.zone, at)
    }

    /// The instant at which wall clocks of the company show `local`; a time skipped by a change of clocks is read forward.
    pub fn instant(&self, local: chrono::NaiveDateTime) -> Instant {
        instant_in(&self.zone, local)
    }

    /// The first instant of a civil day.
    pub fn start_of(&self, date: Date) -> Instant {
        self.instant(date.and_time(chrono::NaiveTime::MIN))
    }

    /// Is `date` a business day?
    pub fn is_business_day(&self, date: Date) -> bool {
        self.working_week.contains(&date.weekday()) && !self.holidays.contains(&date)
    }

    /// `date`, or the first business day after it.
    pub fn business_day_from(&self, mut date: Date) -> Date {
        // Ten years of holidays in a row are a configuration error; the bound keeps even that finite.
        for _ in 0..3_660 {
            if self.is_business_day(date) {
                break;
            }
            date = next(date);
        }
        date
    }

    /// The business day that is `days` business days after `date` (0 = `date` itself if worked, else the next one).
    pub fn business_days_after(&self, date: Date, days: u32) -> Date {
        let mut date = self.business_day_from(date);
        for _ in 0..days {
            date = self.business_day_from(next(date));
        }
        date
    }

    /// A deadline of `days` business days that begins to run at `from`: the same wall time, that many business days later.
    pub fn deadline(&self, from: Instant, days: u32) -> Instant {
        let local = self.local(from);
        let begins =
            if self.is_business_day(local.date()) { local } else { self.business_day_from(local.date()).and_time(chrono::NaiveTime::MIN) };
        self.instant(self.business_days_after(begins.date(), days).and_time(begins.time()))
    }
}

/// Wall time in `zone` at `at`.
pub(crate) fn local_in(zone: &TimeZone, at: Instant) -> chrono::NaiveDateTime {
    let stamp = jiff::Timestamp::from_microsecond(at.timestamp_micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let offset = zone.to_offset(stamp);
    at.naive_utc() + chrono::Duration::seconds(i64::from(offset.seconds()))
}

/// The instant at which wall clocks in `zone` show `local`; a time skipped by a change of clocks is read forward.
pub(crate) fn instant_in(zone: &TimeZone, local: chrono::NaiveDateTime) -> Instant {
    use chrono::Timelike;
    let narrow = |value: u32| i8::try_from(value).unwrap_or(1);
    let civil = civil::DateTime::new(
        i16::try_from(local.year()).unwrap_or(1970),
        narrow(local.month()),
        narrow(local.day()),
        narrow(local.hour()),
        narrow(local.minute()),
        narrow(local.second()),
        0,
    )
    .unwrap_or_default();
    let micros = zone.to_timestamp(civil).map_or(0, jiff::Timestamp::as_microsecond);
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_begins_at_local_midnight() {
        let moscow = Calendar::standard("Europe/Moscow").unwrap();
        assert_eq!(moscow.date(at("2026-11-21T21:30:00Z")), day("2026-11-22"));
        assert_eq!(moscow.start_of(day("2026-11-22")), at("2026-11-21T21:00:00Z"));
    }

    #[test]
    fn a_skipped_hour_is_read_forward() {
        let berlin = Calendar::standard("Europe/Berlin").unwrap();
        assert_eq!(berlin.instant(day("2026-03-29").and_hms_opt(2, 30, 0).unwrap()), at("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn deadlines_count_business_days() {
        let friday = at("2026-11-20T09:00:00Z");
        let mut moscow = Calendar::standard("Europe/Moscow").unwrap();
        assert_eq!(moscow.deadline(friday, 1), at("2026-11-23T09:00:00Z"));
        moscow.holidays.insert(day("2026-11-23"));
        assert_eq!(moscow.deadline(friday, 1), at("2026-11-24T09:00:00Z"));
        assert_eq!(moscow.deadline(at("2026-11-21T09:00:00Z"), 0), at("2026-11-23T21:00:00Z"));
    }

    #[test]
    fn a_wrong_zone_or_an_empty_week_is_refused() {
        assert_eq!(Calendar::standard("Europe/Moskau"), Err(CalendarError::Zone));
        assert_eq!(Calendar::try_new("UTC", Vec::new(), BTreeSet::new()), Err(CalendarError::NoWorkingDay));
    }
}
