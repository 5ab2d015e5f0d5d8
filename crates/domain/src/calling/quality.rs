//! How good the calls of each person are, in numbers (RULES.md §10): reviews, and missed calls that were returned.

use crate::calendar::Calendar;
use crate::ids::UserId;
use crate::norms::{NormKey, Norms};
use crate::{Date, Instant};

/// Of one person, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    pub user_id: Option<UserId>,
    pub reviews: i64,
    /// Sum of the shares of all reviews, in basis points.
    pub score_bp_sum: i64,
    pub auto_fails: i64,
    pub disputed: i64,
    pub overturned: i64,
    pub missed_calls: i64,
    pub returned_in_time: i64,
}

impl Quality {
    /// Mean share in basis points, half up; `None` without any review.
    pub fn score_bp(&self) -> Option<i64> {
        (self.reviews > 0).then(|| (2 * self.score_bp_sum + self.reviews) / (2 * self.reviews))
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: &Self) -> Self {
        Self {
            user_id: self.user_id,
            reviews: self.reviews + other.reviews,
            score_bp_sum: self.score_bp_sum + other.score_bp_sum,
            auto_fails: self.auto_fails + other.auto_fails,
            disputed: self.disputed + other.disputed,
            overturned: self.overturned + other.overturned,
            missed_calls: self.missed_calls + other.missed_calls,
            returned_in_time: self.returned_in_time + other.returned_in_time,
        }
    }
}

/// Reviews of each call manager that are wanted in these days (N-9a a week), begun ones counted whole.
pub fn wanted(norms: &Norms, (from_on, until_on): (Date, Date)) -> i64 {
    let days = (until_on - from_on).num_days() + 1;
    (norms.number(NormKey::ReviewsPerWeek) * days.max(0) + 6) / 7
}

/// From the first instant of the first day to the end of the last.
pub fn span(calendar: &Calendar, (from_on, until_on): (Date, Date)) -> (Instant, Instant) {
    (calendar.start_of(from_on), calendar.start_of(until_on.succ_opt().unwrap_or(until_on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_rounded_half_up_and_five_a_week_are_wanted() {
        let one = Quality { reviews: 2, score_bp_sum: 15_001, ..Quality::default() };
        assert_eq!((one.score_bp(), Quality::default().score_bp()), (Some(7_501), None));
        let day = |text: &str| text.parse().unwrap();
        let norms = Norms::default();
        assert_eq!(wanted(&norms, (day("2026-03-02"), day("2026-03-08"))), 5);
        assert_eq!(wanted(&norms, (day("2026-03-02"), day("2026-03-02"))), 1);
        assert_eq!(wanted(&norms, (day("2026-03-02"), day("2026-03-15"))), 10);
    }
}
