use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The eleven zones of Russia, and some in which clocks are changed.
const ZONES: [&str; 17] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Srednekolymsk",
    "Asia/Kamchatka",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
];

pub(super) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(super) fn calendar() -> Calendar {
    let holidays: BTreeSet<_> = ["2026-01-01", "2026-03-09", "2026-11-04"].iter().map(|day| day.parse().unwrap()).collect();
    Calendar::try_new("Europe/Moscow", Calendar::standard("UTC").unwrap().working_week().to_vec(), holidays).unwrap()
}

const DAY: Hours = Hours { from_hour: 9, until_hour: 18 };

#[test]
fn n7e_the_window_is_open_in_the_clients_own_morning() {
    let calendar = calendar();
    let open = |zone: &str, moment: &str| Window::new(DAY, zone, &calendar).is_open(at(moment));
    // A Tuesday, 09:00 in Moscow: 16:00 in Vladivostok, 18:00 in Kamchatka, 08:00 in Kaliningrad.
    assert!(open("Europe/Moscow", "2026-03-03T06:00:00Z") && open("Asia/Vladivostok", "2026-03-03T06:00:00Z"));
    assert!(!open("Asia/Kamchatka", "2026-03-03T06:00:00Z") && !open("Europe/Kaliningrad", "2026-03-03T06:00:00Z"));
    assert!(!open("Europe/Moscow", "2026-03-08T06:00:00Z") && !open("Europe/Moscow", "2026-03-09T06:00:00Z"), "a Sunday, a holiday");
    assert!(open("Mars/Olympus", "2026-03-03T06:00:00Z"), "an unknown zone is the company's");
}

#[test]
fn a_day_has_three_parts() {
    let calendar = calendar();
    let window = Window::new(DAY, "Europe/Moscow", &calendar);
    let parts =
        ["05:59", "06:00", "08:59", "09:00", "12:00", "14:59", "15:00"].map(|time| window.part(at(&format!("2026-03-03T{time}:00Z"))));
    assert_eq!(parts, [None, Some(0), Some(0), Some(1), Some(2), Some(2), None]);
}

#[test]
fn n7c_the_same_part_again_on_the_second_business_day() {
    let calendar = calendar();
    let window = Window::new(DAY, "Asia/Vladivostok", &calendar);
    let tried = at("2026-03-03T06:10:00Z"); // Tuesday, 16:10 there: the last part of the day
    let rest = window.rest_after(tried);
    assert_eq!(window.next(tried + Duration::hours(4), rest), Some(at("2026-03-03T23:00:00Z")), "09:00 of Wednesday there");
    assert_eq!(window.next(at("2026-03-04T05:30:00Z"), rest), Some(at("2026-03-04T23:00:00Z")), "not on Wednesday evening");
    assert_eq!(window.next(at("2026-03-05T05:30:00Z"), rest), Some(at("2026-03-05T05:30:00Z")), "on Thursday evening");
    assert_eq!(window.opens_after(tried, 10), at("2026-03-17T23:00:00Z"), "a holiday in between");
}

#[test]
fn a_list_narrows_and_never_widens() {
    let short = Hours { from_hour: 10, until_hour: 12 };
    assert!(
        short.narrow(DAY) && !Hours { from_hour: 8, until_hour: 12 }.narrow(DAY) && !Hours { from_hour: 12, until_hour: 12 }.narrow(DAY)
    );
    assert_eq!(DAY.within(Some(short)), short);
    let calendar = calendar();
    let never = Window::new(Hours { from_hour: 18, until_hour: 9 }, "Europe/Moscow", &calendar);
    assert_eq!((never.next(at("2026-03-03T06:00:00Z"), None), never.next_change(at("2026-03-03T06:00:00Z"))), (None, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_first_moment_that_fits_is_found(
        zone in prop::sample::select(ZONES.to_vec()), minutes in 0_i64..525_600, tried_before in prop::option::of(0_i64..2_880),
        from_hour in 0_i32..22, long in 1_i32..14,
    ) {
        let calendar = calendar();
        let hours = Hours { from_hour, until_hour: (from_hour + long).min(24) };
        let window = Window::new(hours, zone, &calendar);
        let from = at("2026-01-01T00:00:00Z") + Duration::minutes(minutes);
        let rest = tried_before.and_then(|before| window.rest_after(from - Duration::minutes(before)));
        let found = window.next(from, rest).unwrap();
        prop_assert!(found >= from && window.is_open(found) && !window.rests(found, rest), "{found}");
        let mut earlier = from;
        while earlier < found {
            prop_assert!(!window.is_open(earlier) || window.rests(earlier, rest), "{earlier} would do, and {found} is said");
            earlier += Duration::minutes(5);
        }
        let change = window.next_change(from).unwrap();
        prop_assert!(change > from);
    }
}
