//! Seasons: days of the year on which a discount is given, each year anew.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use crate::{Bp, Date};

/// A day of any year, `MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

/// The text is no day of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a day of the year as MM-DD, such as 12-31")]
pub struct InvalidMonthDay;

impl MonthDay {
    /// Which day of the year it is.
    pub fn of(day: Date) -> Self {
        Self { month: day.month(), day: day.day() }
    }
}

impl FromStr for MonthDay {
    type Err = InvalidMonthDay;

    fn from_str(text: &str) -> Result<Self, InvalidMonthDay> {
        let two = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let (month, day) = text.split_once('-').filter(|(month, day)| two(month) && two(day)).ok_or(InvalidMonthDay)?;
        let (month, day) = (month.parse().map_err(|_| InvalidMonthDay)?, day.parse().map_err(|_| InvalidMonthDay)?);
        // A leap year has all of them.
        Date::from_ymd_opt(2024, month, day).map(Self::of).ok_or(InvalidMonthDay)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A discount on some days of each year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// Its first day.
    pub from: MonthDay,
    /// Its last day; where it comes before the first, the season goes over New Year.
    pub until: MonthDay,
    pub discount_bp: Bp,
    /// On which product line; `None`: on all of them.
    pub product_line: Option<String>,
}

impl Season {
    /// Does it hold on `day`?
    pub fn holds_on(&self, day: Date) -> bool {
        let day = MonthDay::of(day);
        if self.from <= self.until { (self.from..=self.until).contains(&day) } else { day >= self.from || day <= self.until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(from: &str, until: &str) -> Season {
        Season { from: from.parse().unwrap(), until: until.parse().unwrap(), discount_bp: 500, product_line: None }
    }

    fn holds(season: &Season, days: &[&str]) -> Vec<bool> {
        days.iter().map(|day| season.holds_on(day.parse().unwrap())).collect()
    }

    #[test]
    fn a_season_holds_from_its_first_day_to_its_last() {
        let summer = season("06-01", "08-31");
        let days = ["2026-05-31", "2026-06-01", "2027-08-31", "2026-09-01"];
        assert_eq!(holds(&summer, &days), [false, true, true, false]);
        assert_eq!(holds(&season("03-08", "03-08"), &["2026-03-07", "2026-03-08", "2026-03-09"]), [false, true, false]);
    }

    #[test]
    fn a_season_may_go_over_new_year() {
        let winter = season("12-15", "01-14");
        let days = ["2026-12-14", "2026-12-15", "2026-12-31", "2027-01-01", "2027-01-14", "2027-01-15", "2026-07-01"];
        assert_eq!(holds(&winter, &days), [false, true, true, true, true, false, false]);
    }

    #[test]
    fn the_leap_day_is_a_day_of_the_year() {
        let season = season("02-29", "03-01");
        assert_eq!(
            holds(&season, &["2028-02-28", "2028-02-29", "2028-03-01", "2027-02-28", "2027-03-01"]),
            [false, true, true, false, true]
        );
    }

    #[test]
    fn a_day_writes_what_it_reads_and_refuses_the_rest() {
        for text in ["01-01", "02-29", "12-31"] {
            assert_eq!(text.parse::<MonthDay>().unwrap().to_string(), text);
        }
        for text in ["", "1-1", "13-01", "00-10", "02-30", "04-31", "12-32", "2026-01-01", "01/01", "+1-01"] {
            assert_eq!(text.parse::<MonthDay>(), Err(InvalidMonthDay), "{text}");
        }
    }
}
