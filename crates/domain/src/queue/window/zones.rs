//! The window over the eleven time zones of Russia, whose offsets are written out here, and on days on which clocks are changed.

use super::tests::{at, calendar};
use super::*;
use chrono::{Datelike, Weekday};
use proptest::prelude::*;

/// Hours ahead of UTC; none of them changes its clocks.
const RUSSIA: [(&str, i64); 12] = [
    ("Europe/Kaliningrad", 2),
    ("Europe/Moscow", 3),
    ("Europe/Samara", 4),
    ("Asia/Yekaterinburg", 5),
    ("Asia/Omsk", 6),
    ("Asia/Krasnoyarsk", 7),
    ("Asia/Irkutsk", 8),
    ("Asia/Yakutsk", 9),
    ("Asia/Vladivostok", 10),
    ("Asia/Magadan", 11),
    ("Asia/Srednekolymsk", 11),
    ("Asia/Kamchatka", 12),
];

/// Where and when clocks were put forward or back in 2026; in Cairo and Santiago at midnight, in Cairo on working days.
const CHANGES: [(&str, &str); 10] = [
    ("Europe/Berlin", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("America/Santiago", "2026-04-05T03:00:00Z"),
    ("America/Santiago", "2026-09-06T04:00:00Z"),
    ("Africa/Cairo", "2026-04-23T22:00:00Z"),
    ("Africa/Cairo", "2026-10-29T21:00:00Z"),
];

/// Nobody rests: so that clocks, which are changed at night and mostly on Sundays, are changed in working hours.
fn every_day() -> Calendar {
    let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    Calendar::try_new("Europe/Moscow", week.to_vec(), std::collections::BTreeSet::new()).unwrap()
}

const fn hours(from_hour: i32, until_hour: i32) -> Hours {
    Hours { from_hour, until_hour }
}

#[test]
fn an_hour_that_is_skipped_is_not_called_in() {
    let calendar = every_day();
    let berlin = Window::new(hours(2, 3), "Europe/Berlin", &calendar);
    assert_eq!(berlin.next(at("2026-03-28T02:00:00Z"), None), Some(at("2026-03-30T00:00:00Z")), "two o'clock is there on Monday again");
    let longer = Window::new(hours(1, 4), "Europe/Berlin", &calendar);
    let open = ["23:59", "00:00", "00:59", "01:00", "01:59", "02:00"].map(|time| {
        let day = if time == "23:59" { "28" } else { "29" };
        longer.part(at(&format!("2026-03-{day}T{time}:00Z")))
    });
    assert_eq!(open, [None, Some(0), Some(0), Some(2), Some(2), None], "two hours instead of three, the middle one is missing");
    let new_york = Window::new(hours(2, 3), "America/New_York", &calendar);
    assert_eq!(new_york.next(at("2026-03-07T08:00:00Z"), None), Some(at("2026-03-09T06:00:00Z")));
    let cairo = Window::new(hours(0, 2), "Africa/Cairo", &calendar);
    assert_eq!(cairo.next(at("2026-04-23T00:00:00Z"), None), Some(at("2026-04-23T22:00:00Z")), "the day begins at one");
}

#[test]
fn an_hour_that_is_there_twice_is_called_in_twice() {
    let calendar = every_day();
    for (zone, day, opens) in [("Europe/Berlin", "2026-10-25", 0), ("America/New_York", "2026-11-01", 5)] {
        let from_hour = if zone == "Europe/Berlin" { 2 } else { 1 };
        let window = Window::new(hours(from_hour, from_hour + 1), zone, &calendar);
        let first = at(&format!("{day}T{opens:02}:00:00Z"));
        assert!(!window.is_open(first - Duration::minutes(1)) && window.is_open(first), "{zone}");
        assert!(window.is_open(first + Duration::minutes(119)) && !window.is_open(first + Duration::hours(2)), "{zone}");
    }
}

#[test]
fn nine_oclock_is_nine_oclock_after_the_clocks_were_changed() {
    let calendar = calendar();
    for (zone, friday_evening, monday_morning) in [
        ("Europe/Berlin", "2026-03-27T17:00:00Z", "2026-03-30T07:00:00Z"),
        ("Europe/Berlin", "2026-10-23T16:00:00Z", "2026-10-26T08:00:00Z"),
        ("America/New_York", "2026-03-06T23:00:00Z", "2026-03-09T13:00:00Z"),
        ("America/New_York", "2026-10-30T22:00:00Z", "2026-11-02T14:00:00Z"),
    ] {
        let window = Window::new(hours(9, 18), zone, &calendar);
        let closes = at(friday_evening);
        assert!(window.is_open(closes - Duration::seconds(1)) && !window.is_open(closes), "{zone}");
        // Monday, 9 March is a holiday of the company of these tests, in New York as well.
        let opens = if monday_morning.starts_with("2026-03-09") { at(monday_morning) + Duration::days(1) } else { at(monday_morning) };
        assert_eq!(window.next(closes, None), Some(opens), "{zone}");
        assert_eq!(window.opens_after(closes, 1), opens, "{zone}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn in_russia_the_window_is_what_the_offset_says(
        (zone, offset) in prop::sample::select(RUSSIA.to_vec()), minutes in 0_i64..525_600, from_hour in 0_i32..23, long in 1_i32..24,
    ) {
        let calendar = calendar();
        let until_hour = (from_hour + long).min(24);
        let window = Window::new(hours(from_hour, until_hour), zone, &calendar);
        let moment = at("2026-01-01T00:00:00Z") + Duration::minutes(minutes);
        let there = (moment + Duration::hours(offset)).naive_utc();
        let into = i64::from(there.hour() * 60 + there.minute()) - i64::from(from_hour) * 60;
        let length = i64::from(until_hour - from_hour) * 60;
        let inside = (0..length).contains(&into);
        let holiday = ["2026-01-01", "2026-03-09", "2026-11-04"].contains(&there.date().to_string().as_str());
        let works = !holiday && !matches!(there.weekday(), Weekday::Sat | Weekday::Sun);
        prop_assert_eq!(window.part(moment).map(i64::from), inside.then(|| into * 3 / length));
        prop_assert_eq!(window.is_open(moment), inside && works);
    }

    /// The first moment that fits is found in the days around a change of clocks too, and nothing that fits is passed over.
    #[test]
    fn the_first_moment_that_fits_is_found_over_a_change_of_clocks(
        (zone, change) in prop::sample::select(CHANGES.to_vec()), around in -2_880_i64..1_440, tried_before in prop::option::of(0_i64..1_440),
        from_hour in 0_i32..24, long in 1_i32..25,
    ) {
        let calendar = every_day();
        let window = Window::new(hours(from_hour, (from_hour + long).min(24)), zone, &calendar);
        let from = at(change) + Duration::minutes(around);
        let rest = tried_before.and_then(|before| window.rest_after(from - Duration::minutes(before)));
        let fits = |moment| window.is_open(moment) && !window.rests(moment, rest);
        let found = window.next(from, rest).unwrap();
        prop_assert!(fits(found), "{found} does not fit");
        let mut earlier = from;
        while earlier < found {
            prop_assert!(!fits(earlier), "{earlier} would do, and {found} is said");
            earlier += Duration::minutes(1);
        }
        let change = window.next_change(from).unwrap();
        prop_assert!(change > from && change <= from + Duration::days(3));
    }
}
