//! The company calendar as people edit it: one, with a version. What it means is `domain::calendar`.

use std::collections::BTreeSet;

use chrono::Weekday;
use uuid::Uuid;

use crate::calendar::{Calendar, CalendarError, WEEKDAYS};
use crate::ids::CalendarId;
use crate::{Date, Decided, Event, EventName, Version};

/// When the company works, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkingTime {
    pub version: Version,
    pub calendar: Calendar,
}

/// Another calendar; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct CalendarChange {
    pub time_zone: Option<String>,
    pub working_week: Option<Vec<Weekday>>,
    pub holidays: Option<BTreeSet<Date>>,
}

/// The text of a weekday on the wire.
pub fn weekday_word(day: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(_, known)| *known == day).map_or("monday", |(word, _)| word)
}

/// The weekday with this text, if there is one.
pub fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(known, _)| *known == word).map(|(_, day)| *day)
}

fn days(calendar: &Calendar) -> Vec<String> {
    calendar.holidays().iter().map(ToString::to_string).collect()
}

impl WorkingTime {
    /// There is one calendar a company; this is its id.
    pub const ID: CalendarId = CalendarId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));

    /// The calendar with other members. Deadlines that run already keep the date they were given (E-41).
    pub fn change(self, change: CalendarChange) -> Result<Decided<Self>, CalendarError> {
        let before = self.calendar;
        let mut week = change.working_week.unwrap_or_else(|| before.working_week().to_vec());
        week.sort_unstable_by_key(Weekday::num_days_from_monday);
        week.dedup();
        let zone = change.time_zone.unwrap_or_else(|| before.zone().to_owned());
        let after = Calendar::try_new(&zone, week, change.holidays.unwrap_or_else(|| before.holidays().clone()))?;
        let event = Event::new(EventName::CalendarChanged, Self::ID, None)
            .changed_if("time_zone", before.zone(), after.zone())
            .changed_if("working_week", working_week_words(&before), working_week_words(&after))
            .changed_if("holidays", days(&before), days(&after));
        let events = if after == before { Vec::new() } else { vec![event] };
        Ok(Decided { state: Self { version: self.version, calendar: after }, events })
    }
}

/// The working week as texts of the wire.
pub fn working_week_words(calendar: &Calendar) -> Vec<&'static str> {
    calendar.working_week().iter().map(|day| weekday_word(*day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_changes_by_member_and_refuses_nonsense() {
        let time = WorkingTime { version: 1, calendar: Calendar::standard("Europe/Moscow").unwrap() };
        assert!(time.clone().change(CalendarChange::default()).unwrap().events.is_empty());
        let week = vec![Weekday::Sat, Weekday::Mon, Weekday::Mon];
        let changed = time.clone().change(CalendarChange { working_week: Some(week), ..CalendarChange::default() }).unwrap();
        assert_eq!(
            (working_week_words(&changed.state.calendar), changed.state.calendar.zone()),
            (vec!["monday", "saturday"], "Europe/Moscow")
        );
        let nowhere = CalendarChange { time_zone: Some("Mars/Olympus".into()), ..CalendarChange::default() };
        assert_eq!(time.clone().change(nowhere).unwrap_err(), CalendarError::Zone);
        let never = CalendarChange { working_week: Some(Vec::new()), ..CalendarChange::default() };
        assert_eq!(time.change(never).unwrap_err(), CalendarError::NoWorkingDay);
    }

    #[test]
    fn weekdays_read_what_they_write() {
        for (word, day) in WEEKDAYS {
            assert_eq!((weekday_word(day), weekday(word)), (word, Some(day)));
        }
    }
}
