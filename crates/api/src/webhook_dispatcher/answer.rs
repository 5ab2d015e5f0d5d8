//! What a receiver answers, as far as it matters: how long it wants to be left alone, and how its words begin.

use std::error::Error;
use std::io;

use chrono::{DateTime, Duration};
use domain::webhooks::Unanswered;
use domain::webhooks::schedule::EXCERPT_BYTES;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::resolver::LookupRefused;

/// Why there was no answer.
pub(super) fn why(error: &reqwest::Error) -> Unanswered {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(LookupRefused(why)) = error.downcast_ref::<LookupRefused>() {
            return *why;
        }
        if error.downcast_ref::<io::Error>().is_some_and(is_of_tls) {
            return Unanswered::Tls;
        }
        cause = error.source();
    }
    match error {
        late if late.is_timeout() => Unanswered::Timeout,
        refused if refused.is_connect() => Unanswered::Connection,
        _ => Unanswered::Protocol,
    }
}

/// So the TLS library hands on its errors; wrapped once more on the way, they are no `source` of what wraps them.
fn is_of_tls(error: &io::Error) -> bool {
    let within = || error.get_ref().and_then(|inner| inner.downcast_ref::<io::Error>());
    error.kind() == io::ErrorKind::InvalidData || within().is_some_and(is_of_tls)
}

/// What `Retry-After` asks for: seconds, or a date (RFC 9110 §10.2.3).
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::seconds(seconds.into()));
    }
    Some(DateTime::parse_from_rfc2822(text).ok()?.to_utc() - app::clock::wall())
}

/// The beginning of the body; nothing if there is none. What comes after it is not read.
pub(super) async fn excerpt(mut response: reqwest::Response) -> Option<String> {
    let mut begun = Vec::with_capacity(EXCERPT_BYTES);
    while begun.len() < EXCERPT_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => begun.extend(chunk.iter().take(EXCERPT_BYTES - begun.len())),
            // What came of it counts, the status above all.
            Ok(None) | Err(_) => break,
        }
    }
    // No database keeps the character U+0000.
    let text = String::from_utf8_lossy(&begun).replace('\0', "\u{fffd}");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Option<Duration> {
        retry_after(&HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]))
    }

    #[test]
    fn a_rest_is_asked_for_in_seconds_or_by_a_date() {
        assert_eq!(asked("120"), Some(Duration::seconds(120)));
        assert!(asked("Sun, 06 Nov 1994 08:49:37 GMT").unwrap() < Duration::zero());
        assert!(asked("Tue, 31 Dec 2999 23:59:59 GMT").unwrap() > Duration::days(365));
        for wrong in ["soon", "-5", "1.5", "99999999999999"] {
            assert_eq!(asked(wrong), None, "{wrong}");
        }
    }
}
