//! The time: the wall's, or in sandbox mode one that people move (openapi/README.md §6).

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::DateTime;
use domain::Instant;

/// Where every rule takes the time from.
#[derive(Debug)]
pub enum Clock {
    /// Wall time.
    Wall,
    /// Does not move between advances; microseconds since 1970.
    Manual(AtomicI64),
}

/// Wall time in whole microseconds, the precision of both databases. Tokens live on it in every mode.
#[expect(clippy::disallowed_methods, reason = "the only place that asks the wall")]
pub fn wall() -> Instant {
    DateTime::from_timestamp_micros(chrono::Utc::now().timestamp_micros()).unwrap_or_default()
}

impl Clock {
    /// A manual clock that shows `at`.
    pub const fn manual(at: Instant) -> Self {
        Self::Manual(AtomicI64::new(at.timestamp_micros()))
    }

    /// Now.
    pub fn now(&self) -> Instant {
        match self {
            Self::Wall => wall(),
            Self::Manual(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default(),
        }
    }

    /// Is it moved by people?
    pub const fn is_manual(&self) -> bool {
        matches!(self, Self::Manual(_))
    }

    /// Moves a manual clock; the wall's is not moved.
    pub(crate) fn set(&self, at: Instant) {
        if let Self::Manual(micros) = self {
            micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }
}
