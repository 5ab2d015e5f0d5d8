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
    let ([hour, hour_], [minute, minute_], [second, second_]) = (two(time.hour()), two(time.minute()), two(time.second()));
    let clock = [b'T', hour, hour_, b':', minute, minute_, b':', second, second_];
    let ([a, b, c], [d, e, f], [g, h, i]) = (three(nanos / 1_000_000), three(nanos / 1_000), three(nanos));
    let fraction = [b'.', a, b, c, d, e, f, g, h, i];
    let digits = match nanos {
        0 => 0,
        _ if nanos.is_multiple_of(1_000_000) => 4,
        _ if nanos.is_multiple_of(1_000) => 7,
        _ => 10,
    };
    text([ascii(&day_digits(day)), ascii(&clock), ascii(fraction.get(..digits).unwrap_or_default()), "Z"])
}

/// A day as text: `2026-11-02`.
pub fn day_text(on: Date) -> MomentText {
    if is_plain(on) { text([ascii(&day_digits(on))]) } else { text([on.to_string().as_str()]) }
}

/// The text of an instant on the heap, where it is kept.
pub fn zulu(at: Instant) -> String {
    instant_text(at).as_str().to_owned()
}

fn is_plain(on: Date) -> bool {
    (0..=9999).contains(&on.year())
}

fn day_digits(on: Date) -> [u8; 10] {
    let year = on.year().unsigned_abs();
    let ([a, b], [c, d], [e, f], [g, h]) = (two(year / 100), two(year), two(on.month()), two(on.day()));
    [a, b, c, d, b'-', e, f, b'-', g, h]
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
