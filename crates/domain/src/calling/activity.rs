//! What was done on the telephone, by people, days and hours of the company (RULES.md §10, E-44), and its shares.

use std::collections::BTreeMap;

use chrono::{Duration, Timelike};

use super::DispositionKind;
use crate::calendar::Calendar;
use crate::ids::UserId;
use crate::money::share_bp;
use crate::{Date, Instant};

crate::words! {
    /// By what a report of activity is divided.
    pub enum ActivityBy { User = "user", Day = "day", Hour = "hour" }
}

/// A stretch of time of which calls and presence are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    pub on: Option<Date>,
    /// Hour of the company's day.
    pub hour: Option<u32>,
    pub from: Instant,
    pub until: Instant,
}

/// The stretches of these days, the first and the last one included, in order.
pub fn buckets(calendar: &Calendar, (from_on, until_on): (Date, Date), by: &[ActivityBy]) -> Vec<Bucket> {
    let after = |day: Date| day.succ_opt().unwrap_or(day);
    let (by_day, by_hour) = (by.contains(&ActivityBy::Day), by.contains(&ActivityBy::Hour));
    if !by_day && !by_hour {
        return vec![Bucket { on: None, hour: None, from: calendar.start_of(from_on), until: calendar.start_of(after(until_on)) }];
    }
    let mut buckets = Vec::new();
    for day in from_on.iter_days().take_while(|day| *day <= until_on) {
        let (on, until) = (by_day.then_some(day), calendar.start_of(after(day)));
        let mut from = calendar.start_of(day);
        if !by_hour {
            buckets.push(Bucket { on, hour: None, from, until });
            continue;
        }
        while from < until {
            let end = (from + Duration::hours(1)).min(until);
            buckets.push(Bucket { on, hour: Some(calendar.local(from).hour()), from, until: end });
            from = end;
        }
    }
    buckets
}

/// What a row of the report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActivityKey {
    pub on: Option<Date>,
    pub hour: Option<u32>,
    /// `None` where rows are not by people, and for calls of nobody who is known.
    pub user_id: Option<UserId>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Outbound calls.
    pub dials: i64,
    /// Outbound calls that were answered.
    pub answered: i64,
    /// Outbound calls with N-20 seconds of talk.
    pub connects: i64,
    /// Of calls in both directions.
    pub talk_seconds: i64,
    pub inbound: i64,
    pub meetings_booked: i64,
    pub dispositions: BTreeMap<DispositionKind, i64>,
    pub pause_seconds: i64,
    pub available_seconds: i64,
}

impl Activity {
    /// Both together.
    pub fn add(&mut self, other: &Self) {
        self.dials += other.dials;
        self.answered += other.answered;
        self.connects += other.connects;
        self.talk_seconds += other.talk_seconds;
        self.inbound += other.inbound;
        self.meetings_booked += other.meetings_booked;
        self.pause_seconds += other.pause_seconds;
        self.available_seconds += other.available_seconds;
        for (kind, number) in &other.dispositions {
            *self.dispositions.entry(*kind).or_default() += number;
        }
    }

    /// Share of the dials that became conversations, in basis points, half up; 0 without any dial.
    pub fn connect_bp(&self) -> i64 {
        share_bp(self.connects, self.dials)
    }

    /// Share of the dials that ended in a booked meeting, in basis points, half up; 0 without any dial.
    pub fn dial_to_meeting_bp(&self) -> i64 {
        share_bp(self.meetings_booked, self.dials)
    }
}

/// How many seconds of a state that lasted from `since` to `until` lie in this stretch.
pub fn seconds_within(bucket: &Bucket, since: Instant, until: Instant) -> i64 {
    (until.min(bucket.until) - since.max(bucket.from)).num_seconds().max(0)
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
    fn e44_days_and_hours_are_the_companys() {
        let calendar = Calendar::standard("Asia/Kolkata").unwrap();
        let days = (day("2026-03-02"), day("2026-03-03"));
        assert_eq!(buckets(&calendar, days, &[ActivityBy::User]).len(), 1);
        let by_day = buckets(&calendar, days, &[ActivityBy::Day]);
        assert_eq!((by_day.len(), by_day[0].from, by_day[1].on), (2, at("2026-03-01T18:30:00Z"), Some(days.1)));
        let by_hour = buckets(&calendar, days, &[ActivityBy::Hour]);
        assert_eq!((by_hour.len(), by_hour[0].hour, by_hour[25].hour, by_hour[25].on), (48, Some(0), Some(1), None));
        let spring = Calendar::standard("Europe/Berlin").unwrap();
        let short = buckets(&spring, (day("2026-03-29"), day("2026-03-29")), &[ActivityBy::Hour]);
        assert_eq!((short.len(), short[2].hour), (23, Some(3)), "an hour is left out in spring");
    }

    #[test]
    fn presence_is_cut_at_the_borders() {
        let bucket = Bucket { on: None, hour: None, from: at("2026-03-02T10:00:00Z"), until: at("2026-03-02T11:00:00Z") };
        assert_eq!(seconds_within(&bucket, at("2026-03-02T09:30:00Z"), at("2026-03-02T10:15:00Z")), 900);
        assert_eq!(seconds_within(&bucket, at("2026-03-02T08:00:00Z"), at("2026-03-02T09:00:00Z")), 0);
        assert_eq!(seconds_within(&bucket, at("2026-03-02T08:00:00Z"), at("2026-03-02T19:00:00Z")), 3_600);
    }

    #[test]
    fn sums_and_shares() {
        let one = Activity { dials: 3, connects: 1, dispositions: [(DispositionKind::NoNeed, 1)].into(), ..Activity::default() };
        let mut both = one.clone();
        both.add(&one);
        assert_eq!((both.dials, both.connect_bp(), both.dispositions[&DispositionKind::NoNeed]), (6, 3_333, 2));
        assert_eq!(Activity::default().connect_bp(), 0);
    }
}
