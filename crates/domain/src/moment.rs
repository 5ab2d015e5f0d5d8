//! How instants and days are read and written (openapi/README.md §1.4). There is one kind of instant: whole microseconds in UTC, which is
//! what both databases hold; whatever else is told becomes one before anybody sees it. Written without an allocation: a page of a list
//! holds hundreds of them.

use arrayvec::ArrayString;
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Timelike};

use crate::{Date, Instant};

/// The same instant in whole microseconds: what is finer is cut off, and a leap second is the next second.
pub fn whole(at: Instant) -> Instant {
    let (second, nanos) = (at.timestamp(), at.nanosecond());
    let leap = i64::from(nanos >= 1_000_000_000);
    DateTime::from_timestamp(second + leap, nanos % 1_000_000_000 / 1_000 * 1_000).unwrap_or(at)
}

/// The instant that a text says by RFC 3339, also with a space instead of the `T`; `None` if it says none.
pub fn read_instant(text: &str) -> Option<Instant> {
    // chrono also takes `2026-1-1`, surrounding spaces and minus signs that are none.
    let shaped =
        text.is_ascii() && text.get(..19).is_some_and(|start| has_shape(start, "0000-00-00 00:00:00", b"Tt ")) && !ends_in_space(text);
    let at = shaped.then(|| text.parse::<Instant>().ok()).flatten()?;
    Some(whole(at))
}

/// The day that a text says as `2026-11-02`; `None` if it says none.
pub fn read_day(text: &str) -> Option<Date> {
    has_shape(text, "0000-00-00", b"").then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

fn ends_in_space(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_whitespace())
}

/// Does `text` have a digit wherever `shape` has one, one of `separators` for its space, and the rest as it stands there?
fn has_shape(text: &str, shape: &str, separators: &[u8]) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            b' ' => separators.contains(&byte),
            other => byte == other,
        })
}

/// The text of an instant or a day.
pub type MomentText = ArrayString<40>;

/// An instant as text: RFC 3339 in UTC with `Z`, with as many fraction digits as it needs: none, three, six or nine.
pub fn instant_text(at: Instant) -> MomentText {
    let (day, time, nanos) = (at.naive_utc().date(), at.naive_utc().time(), at.nanosecond());
    // What no calendar of a company holds: years of other than four digits, leap seconds.
    if !is_plain(day) || nanos >= 1_000_000_000 {
        return text([at.to_rfc3339_opts(SecondsFormat::AutoSi, true).as_str()]);
    }
    let mut digits = *b"0000-00-00T00:00:00.000000000";
    put_day(&mut digits, day);
    put(&mut digits, 11, two(time.hour()));
    put(&mut digits, 14, two(time.minute()));
    put(&mut digits, 17, two(time.second()));
    put(&mut digits, 20, three(nanos / 1_000_000));
    put(&mut digits, 23, three(nanos / 1_000));
    put(&mut digits, 26, three(nanos));
    let length = match nanos {
        0 => 19,
        _ if nanos.is_multiple_of(1_000_000) => 23,
        _ if nanos.is_multiple_of(1_000) => 26,
        _ => 29,
    };
    text([ascii(digits.get(..length).unwrap_or_default()), "Z"])
}

/// A day as text: `2026-11-02`.
pub fn day_text(on: Date) -> MomentText {
    if !is_plain(on) {
        return text([on.to_string().as_str()]);
    }
    let mut digits = *b"0000-00-00";
    put_day(&mut digits, on);
    text([ascii(&digits)])
}

/// The text of an instant on the heap, where it is kept.
pub fn zulu(at: Instant) -> String {
    instant_text(at).as_str().to_owned()
}

fn is_plain(on: Date) -> bool {
    (0..=9999).contains(&on.year())
}

/// Writes a day at the beginning of `digits`.
fn put_day(digits: &mut [u8], on: Date) {
    let year = on.year().unsigned_abs();
    put(digits, 0, two(year / 100));
    put(digits, 2, two(year));
    put(digits, 5, two(on.month()));
    put(digits, 8, two(on.day()));
}

fn put<const N: usize>(digits: &mut [u8], place: usize, new: [u8; N]) {
    if let Some(old) = digits.get_mut(place..place + N) {
        old.copy_from_slice(&new);
    }
}

/// The last two digits of a number.
fn two(number: u32) -> [u8; 2] {
    [digit(number / 10), digit(number)]
}

/// The last three digits of a number.
fn three(number: u32) -> [u8; 3] {
    [digit(number / 100), digit(number / 10), digit(number)]
}

fn digit(number: u32) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or_default()
}

fn ascii(digits: &[u8]) -> &str {
    str::from_utf8(digits).unwrap_or_default()
}

/// The longest, with a year of six digits and nine of the second, is 33 long.
fn text<const N: usize>(parts: [&str; N]) -> MomentText {
    let mut text = MomentText::new();
    for part in parts {
        text.try_push_str(part).ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_instant_is_read_in_whole_microseconds() {
        for (told, read) in [
            ("2026-11-02T10:00:00Z", Some("2026-11-02T10:00:00Z")),
            ("2026-11-02t13:00:00+03:00", Some("2026-11-02T10:00:00Z")),
            ("2026-11-02 10:00:00.5Z", Some("2026-11-02T10:00:00.500Z")),
            ("2026-11-02T10:00:00.123456789Z", Some("2026-11-02T10:00:00.123456Z")),
            ("2026-11-02T10:00:00.999999999Z", Some("2026-11-02T10:00:00.999999Z")),
            ("2016-12-31T23:59:60Z", Some("2017-01-01T00:00:00Z")),
            ("2016-12-31T23:59:60.25Z", Some("2017-01-01T00:00:00.250Z")),
            ("1899-12-31T23:59:60Z", Some("1900-01-01T00:00:00Z")),
            ("2026-1-1T10:00:00Z", None),
            ("2026-11-02T10:00:00Z\n", None),
            (" 2026-11-02T10:00:00Z", None),
            ("2026-11-02T10:00:00\u{2212}03:00", None),
            ("2026-11-02", None),
            ("", None),
        ] {
            assert_eq!(read_instant(told).map(zulu).as_deref(), read, "{told:?}");
        }
    }

    #[test]
    fn a_day_is_ten_characters() {
        assert_eq!(read_day("2026-02-28").map(|on| day_text(on).to_string()).as_deref(), Some("2026-02-28"));
        for wrong in
            ["2026-1-1", "2026-02-30", "2026-02-28\n", " 2026-02-28", "2026-02-2", "+026-02-28", "2026\u{2212}02-28", "02026-02-28", ""]
        {
            assert_eq!(read_day(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_is_whole_stays_as_it_is() {
        for at in [Instant::UNIX_EPOCH, Instant::MIN_UTC, DateTime::from_timestamp(-1, 999_999_000).unwrap()] {
            assert_eq!((whole(at), whole(whole(at))), (at, at));
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_written_as_chrono_writes_it(
            at in chrono::DateTime::<chrono::Utc>::MIN_UTC.timestamp()..=chrono::DateTime::<chrono::Utc>::MAX_UTC.timestamp(),
            modern in 0_i64..253_402_300_800,
            nanos in 0_u32..2_000_000_000,
            unit in prop::sample::select(vec![1_u32, 1_000, 1_000_000, 1_000_000_000]),
        ) {
            for seconds in [at, modern, modern - modern % 60 + 59] {
                let Some(at) = DateTime::from_timestamp(seconds, nanos / unit * unit) else { continue };
                prop_assert_eq!(instant_text(at).to_string(), at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
                prop_assert_eq!(day_text(at.date_naive()).to_string(), at.date_naive().to_string());
            }
        }
    }
}
