//! Days to remember (S004-4): from when until when somebody is greeted on a birthday.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use crate::Date;
use crate::calendar::Calendar;

/// Greetings begin so many business days before the day.
const BUSINESS_DAYS_BEFORE: u32 = 3;
/// And end so many days after it.
const DAYS_AFTER: u64 = 5;

/// A day of any year, `MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

/// The text is no day of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a day of a year such as 03-08")]
pub struct NoMonthDay;

impl MonthDay {
    /// The day of a date.
    pub fn of(date: Date) -> Self {
        Self { month: date.month(), day: date.day() }
    }

    /// That day of a year; the 29th of February is the 28th where there is none.
    pub fn in_year(self, year: i32) -> Option<Date> {
        Date::from_ymd_opt(year, self.month, self.day).or_else(|| Date::from_ymd_opt(year, self.month, self.day.saturating_sub(1)))
    }
}

impl FromStr for MonthDay {
    type Err = NoMonthDay;

    fn from_str(text: &str) -> Result<Self, NoMonthDay> {
        let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let (month, day) = text.split_once('-').filter(|(month, day)| two(month) && two(day)).ok_or(NoMonthDay)?;
        // A leap year has every day that there is.
        let date = Date::from_ymd_opt(2_000, month.parse().map_err(|_| NoMonthDay)?, day.parse().map_err(|_| NoMonthDay)?);
        date.map(Self::of).ok_or(NoMonthDay)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// The birthday on which somebody is to be greeted `today`: from three business days before it until a contact is logged, at most five
/// days after it. `last_contact_on`: the newest contact with the client.
pub fn due(birthday: MonthDay, last_contact_on: Option<Date>, today: Date, calendar: &Calendar) -> Option<Date> {
    // Near New Year the day may be of the year before or after.
    let mut days = [today.year() - 1, today.year(), today.year() + 1].into_iter().filter_map(|year| birthday.in_year(year));
    days.find(|day| {
        let from = business_days_before(calendar, *day);
        let until = day.checked_add_days(chrono::Days::new(DAYS_AFTER)).unwrap_or(Date::MAX);
        (from..=until).contains(&today) && last_contact_on.is_none_or(|contact| contact < from)
    })
}

/// The business day that is three business days before `day`.
fn business_days_before(calendar: &Calendar, day: Date) -> Date {
    let mut before = day;
    let mut left = BUSINESS_DAYS_BEFORE;
    // Ten years of holidays in a row are a configuration error; the bound keeps even that finite.
    for _ in 0..3_660 {
        if left == 0 {
            break;
        }
        before = before.pred_opt().unwrap_or(before);
        left -= u32::from(calendar.is_business_day(before));
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::standard("Europe/Moscow").unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn on(birthday: &str, contact: Option<&str>, today: &str) -> Option<String> {
        due(birthday.parse().unwrap(), contact.map(day), day(today), &calendar()).map(|day| day.to_string())
    }

    #[test]
    fn a_greeting_is_due_from_three_business_days_before_to_five_days_after() {
        // 17 March 2026 is a Tuesday: Monday, Friday, Thursday are the three business days before it.
        assert_eq!(on("03-17", None, "2026-03-11"), None);
        assert_eq!(on("03-17", None, "2026-03-12"), Some("2026-03-17".into()));
        assert_eq!(on("03-17", None, "2026-03-17"), Some("2026-03-17".into()));
        assert_eq!(on("03-17", None, "2026-03-22"), Some("2026-03-17".into()));
        assert_eq!(on("03-17", None, "2026-03-23"), None);
    }

    #[test]
    fn a_contact_within_those_days_ends_it_and_an_earlier_one_does_not() {
        assert_eq!(on("03-17", Some("2026-03-11"), "2026-03-13"), Some("2026-03-17".into()));
        assert_eq!(on("03-17", Some("2026-03-12"), "2026-03-13"), None);
        assert_eq!(on("03-17", Some("2026-03-18"), "2026-03-19"), None);
    }

    #[test]
    fn a_holiday_is_no_business_day_and_the_year_may_turn() {
        let calendar = Calendar::try_new("Europe/Moscow", calendar().working_week().to_vec(), [day("2026-03-13")].into()).unwrap();
        assert_eq!(due("03-17".parse().unwrap(), None, day("2026-03-11"), &calendar), Some(day("2026-03-17")));
        assert_eq!(on("01-02", None, "2025-12-31"), Some("2026-01-02".into()));
        assert_eq!(on("12-30", None, "2026-01-03"), Some("2025-12-30".into()));
    }

    #[test]
    fn a_day_of_a_year_is_read_strictly_and_leap_days_are_kept_on_the_28th() {
        for wrong in ["3-17", "03-32", "02-30", "2026-03-17", "", "00-10", "+3-17"] {
            assert_eq!(wrong.parse::<MonthDay>(), Err(NoMonthDay), "{wrong}");
        }
        let leap: MonthDay = "02-29".parse().unwrap();
        assert_eq!(
            (leap.to_string().as_str(), leap.in_year(2026), leap.in_year(2028)),
            ("02-29", Some(day("2026-02-28")), Some(day("2028-02-29")))
        );
    }
}
