//! When a client may be called: the hours of N-7e in his own time zone, on business days of the company calendar; the three parts of
//! that day; and the first moment that fits (RULES.md §3.2).

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};
use jiff::tz::TimeZone;

use crate::Instant;
use crate::calendar::{Calendar, instant_in, local_in};
use crate::norms::{NormKey, Norms};

/// Hours of a day: from the first on, before the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    pub from_hour: i32,
    pub until_hour: i32,
}

impl Hours {
    /// Those of N-7e.
    pub fn of(norms: &Norms) -> Self {
        let hour = |key| i32::try_from(norms.number(key)).unwrap_or_default();
        Self { from_hour: hour(NormKey::CallingFromHour), until_hour: hour(NormKey::CallingUntilHour) }
    }

    /// What is left of them within those of a list.
    #[must_use]
    pub fn within(self, list: Option<Self>) -> Self {
        list.map_or(self, |list| Self { from_hour: self.from_hour.max(list.from_hour), until_hour: self.until_hour.min(list.until_hour) })
    }

    /// Are they some hours of `wider`, and none beyond?
    pub const fn narrow(self, wider: Self) -> bool {
        self.from_hour < self.until_hour && self.from_hour >= wider.from_hour && self.until_hour <= wider.until_hour
    }

    const fn minutes(self) -> i32 {
        (self.until_hour - self.from_hour) * 60
    }
}

/// A part of the day in which a client was tried, and until when it is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    pub part: i32,
    pub until: Instant,
}

/// The window of one client.
#[derive(Clone, Debug)]
pub struct Window<'a> {
    hours: Hours,
    zone: TimeZone,
    calendar: &'a Calendar,
}

impl<'a> Window<'a> {
    /// These hours in a time zone (IANA name), on the business days of the company; an unknown zone is the company's.
    pub fn new(hours: Hours, zone: &str, calendar: &'a Calendar) -> Self {
        let zone = TimeZone::get(zone).or_else(|_| TimeZone::get(calendar.zone())).unwrap_or(TimeZone::UTC);
        Self { hours, zone, calendar }
    }

    fn local(&self, at: Instant) -> NaiveDateTime {
        local_in(&self.zone, at)
    }

    /// When the window of a civil day opens, business day or not.
    fn opening(&self, day: NaiveDate) -> Instant {
        self.at_minute(day, self.hours.from_hour * 60)
    }

    fn at_minute(&self, day: NaiveDate, minute: i32) -> Instant {
        instant_in(&self.zone, day.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(minute)))
    }

    /// Which third of the window it is at `at`, from 0; `None` outside of the hours.
    pub fn part(&self, at: Instant) -> Option<i32> {
        let local = self.local(at);
        let minute = i32::try_from(local.hour() * 60 + local.minute()).unwrap_or_default() - self.hours.from_hour * 60;
        let inside = minute >= 0 && minute < self.hours.minutes();
        inside.then(|| minute * 3 / self.hours.minutes())
    }

    /// May he be called at `at`?
    pub fn is_open(&self, at: Instant) -> bool {
        self.part(at).is_some() && self.calendar.is_business_day(self.local(at).date())
    }

    /// What an attempt at `at` leaves alone: the same part of the day, until the second business day after it.
    pub fn rest_after(&self, at: Instant) -> Option<Rest> {
        let part = self.part(at)?;
        let second = self.business_days_after(self.local(at).date(), 2);
        Some(Rest { part, until: self.at_minute(second, 0) })
    }

    fn rests(&self, at: Instant, rest: Option<Rest>) -> bool {
        rest.is_some_and(|rest| at < rest.until && self.part(at) == Some(rest.part))
    }

    /// The business day that is `days` after this one, which does not count whatever it is.
    fn business_days_after(&self, day: NaiveDate, days: u32) -> NaiveDate {
        (0..days).fold(day, |day, _| self.calendar.business_day_from(day.succ_opt().unwrap_or(day)))
    }

    /// When the window opens so many business days after the day of `from`.
    pub fn opens_after(&self, from: Instant, days: u32) -> Instant {
        self.opening(self.business_days_after(self.local(from).date(), days))
    }

    /// The first moment from `from` on in which he may be called, and which is not in a part of the day that rests. `None`: there is none,
    /// since the hours are empty.
    pub fn next(&self, from: Instant, rest: Option<Rest>) -> Option<Instant> {
        if self.hours.minutes() <= 0 {
            return None;
        }
        let mut at = from;
        // Each round goes on by a part of a day at least; what is not found in years of holidays is not there.
        for _ in 0..5_000 {
            let later = if self.is_open(at) {
                if !self.rests(at, rest) {
                    return Some(at);
                }
                self.next_part(at)
            } else {
                self.next_opening(at)
            };
            // Where clocks are put back, a later wall time may lie behind.
            at = if later > at { later } else { at + Duration::hours(1) };
        }
        None
    }

    /// When the window opens next, at `at` being shut.
    fn next_opening(&self, at: Instant) -> Instant {
        let local = self.local(at);
        let today = local.date();
        if self.calendar.is_business_day(today) && i32::try_from(local.hour()).unwrap_or_default() < self.hours.from_hour {
            return self.opening(today);
        }
        self.opening(self.business_days_after(today, 1))
    }

    /// When the next part of the day begins.
    fn next_part(&self, at: Instant) -> Instant {
        let today = self.local(at).date();
        match self.part(at) {
            Some(part) if part < 2 => self.at_minute(today, self.hours.from_hour * 60 + (part + 1) * self.hours.minutes() / 3),
            _ => self.opening(self.business_days_after(today, 1)),
        }
    }

    /// When something changes next: the window opens or shuts, or another part of the day begins.
    pub fn next_change(&self, at: Instant) -> Option<Instant> {
        if self.hours.minutes() <= 0 {
            return None;
        }
        let later = if self.is_open(at) { self.next_part(at) } else { self.next_opening(at) };
        Some(if later > at { later } else { at + Duration::hours(1) })
    }
}

/// What a clock shows in this time zone (IANA name), or, if there is none of that name, in the company's.
pub fn wall_time(zone: &str, calendar: &Calendar, at: Instant) -> NaiveDateTime {
    Window::new(Hours { from_hour: 0, until_hour: 24 }, zone, calendar).local(at)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod zones;
