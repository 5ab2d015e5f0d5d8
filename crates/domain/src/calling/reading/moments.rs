//! Instants and durations in the forms in which boxes write them.

use chrono::{DateTime, NaiveDateTime};

use crate::Instant;
use crate::calendar::Calendar;

/// Local times, without a zone.
const LOCAL: [&str; 8] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y%m%dT%H%M%S",
    "%d.%m.%Y %H:%M:%S%.f",
    "%d.%m.%Y %H:%M",
    "%Y/%m/%d %H:%M:%S%.f",
];

/// Times with their distance from UTC.
const ZONED: [&str; 3] = ["%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z"];

/// An instant: RFC 3339 and its relatives, RFC 2822, seconds, milliseconds or microseconds since 1970, or a local time, of the calendar's
/// zone. In whole microseconds, as both databases keep them.
pub fn instant(text: &str, calendar: &Calendar) -> Option<Instant> {
    let text = text.trim();
    let micros = |at: Instant| DateTime::from_timestamp_micros(at.timestamp_micros());
    if let Some(at) = since_1970(text) {
        return micros(at);
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)) {
        return micros(at.to_utc());
    }
    // `Z` and `UTC` are distances too.
    let utc = ["Z", "z", " UTC", " GMT"].into_iter().find_map(|zone| text.strip_suffix(zone));
    if let Some(at) = utc.and_then(local) {
        return micros(at.and_utc());
    }
    if let Some(at) = ZONED.into_iter().find_map(|form| DateTime::parse_from_str(text, form).ok()) {
        return micros(at.to_utc());
    }
    let local = local(text)?;
    let fraction = i64::from(chrono::Timelike::nanosecond(&local) / 1_000);
    Some(calendar.instant(local) + chrono::Duration::microseconds(fraction))
}

fn local(text: &str) -> Option<NaiveDateTime> {
    LOCAL.into_iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// Ten digits count seconds, thirteen milliseconds, sixteen microseconds; seconds may have a fraction.
fn since_1970(text: &str) -> Option<Instant> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => {
            let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
            DateTime::from_timestamp_micros(count.checked_mul(1_000_000)?.checked_add(micros)?)
        }
        12 | 13 => DateTime::from_timestamp_millis(count),
        15 | 16 => DateTime::from_timestamp_micros(count),
        _ => None,
    }
}

/// Whole seconds: `170`, `170.6`, `170,6 s`, `2:50`, `00:02:50`. Begun seconds do not count.
pub fn seconds(text: &str) -> Option<i32> {
    let text = text.trim();
    let text = ["seconds", "sec", "сек.", "сек", "s", "с"].into_iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim();
    let digits = |part: &str| (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
    let parts: Vec<&str> = text.split(':').collect();
    let (last, before) = parts.split_last()?;
    let (whole, fraction) = last.split_once(['.', ',']).unwrap_or((last, "0"));
    digits(whole).and_then(|()| digits(fraction))?;
    if before.len() > 2 {
        return None;
    }
    let mut sum = 0_i64;
    for part in before {
        digits(part)?;
        sum = (sum + part.parse::<i64>().ok()?).checked_mul(60)?;
    }
    i32::try_from(sum.checked_add(whole.parse().ok()?)?).ok()
}
