//! How instants and days are written (openapi/README.md §1.4), without an allocation: a page of a list holds hundreds of them.

use arrayvec::ArrayString;
use chrono::{Datelike, SecondsFormat, Timelike};

use crate::{Date, Instant};

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
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

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
