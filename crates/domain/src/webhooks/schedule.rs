//! The retry schedule of Standard Webhooks 1.0: 75 hours from the first attempt to the last.

use chrono::Duration;

use crate::Instant;

/// The delay of each attempt after the one before it, in seconds: 0 s, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
pub const RETRY_DELAYS_SECONDS: [i64; 10] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// The longest `Retry-After` that is honoured; a receiver may send it again.
pub const MAX_RETRY_AFTER: Duration = Duration::hours(1);
/// An endpoint is disabled when no delivery has succeeded for so long.
pub const DISABLE_AFTER_FAILING_FOR: Duration = Duration::days(5);
/// After a rotation messages are also signed with the previous secret for so long.
pub const SECRET_OVERLAP: Duration = Duration::hours(24);
/// Finished deliveries are kept for so long.
pub const DELIVERY_RETENTION: Duration = Duration::days(30);
/// How many attempts are kept per delivery.
pub const ATTEMPTS_KEPT: usize = 20;
/// How much of an answer's body is kept, in bytes.
pub const EXCERPT_BYTES: usize = 1_024;

/// The random part of a delay: thousandths of a tenth of it are added, so that not all retries come at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Jitter(u16);

impl Jitter {
    /// From any number, such as two random bytes.
    pub const fn of(random: u16) -> Self {
        Self(random % 1_001)
    }
}

/// When the attempt after `tries` attempts is made; `None` = that was the last. Never before the receiver lets us.
pub fn next_attempt(tries: u16, now: Instant, jitter: Jitter, rest: Option<Duration>) -> Option<Instant> {
    let wait = RETRY_DELAYS_SECONDS.get(usize::from(tries)).copied()?;
    let wait = Duration::milliseconds(wait * 1_000 + wait * i64::from(jitter.0) / 10);
    Some(now + wait.max(clamp_retry_after(rest)))
}

/// What the receiver's `Retry-After` asked for, from zero to [`MAX_RETRY_AFTER`].
pub fn clamp_retry_after(rest: Option<Duration>) -> Duration {
    rest.unwrap_or_default().clamp(Duration::zero(), MAX_RETRY_AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_schedule_is_that_of_the_specification() {
        let mut now = at("2026-03-03T09:00:00Z");
        let mut told = Vec::new();
        for tries in 0.. {
            let Some(next) = next_attempt(tries, now, Jitter::default(), None) else { break };
            told.push((next - now).num_seconds());
            now = next;
        }
        assert_eq!(told, RETRY_DELAYS_SECONDS);
        assert_eq!(now, at("2026-03-06T12:35:05Z"), "75 hours and a half");
    }

    #[test]
    fn chance_adds_a_tenth_at_most_and_never_shortens() {
        let now = at("2026-03-03T09:00:00Z");
        let wait = |random: u16| next_attempt(2, now, Jitter::of(random), None).unwrap() - now;
        assert_eq!((wait(0), wait(1_000)), (Duration::seconds(300), Duration::seconds(330)));
        for random in [1, 17, 999, 1_001, 30_000, u16::MAX] {
            assert!(wait(random) >= Duration::seconds(300) && wait(random) <= Duration::seconds(330), "{random}");
        }
        assert_eq!(next_attempt(0, now, Jitter::of(700), None), Some(now), "the first goes at once");
    }

    #[test]
    fn the_receiver_may_ask_for_a_rest_and_no_more_than_an_hour() {
        let now = at("2026-03-03T09:00:00Z");
        let rest = |asked: Duration| next_attempt(1, now, Jitter::default(), Some(asked)).unwrap() - now;
        assert_eq!(rest(Duration::seconds(90)), Duration::seconds(90));
        assert_eq!(rest(Duration::seconds(1)), Duration::seconds(5), "no sooner than the schedule");
        assert_eq!(rest(Duration::days(9)), MAX_RETRY_AFTER);
        assert_eq!(rest(Duration::seconds(-9)), Duration::seconds(5));
    }
}
