//! What another exchange rate would have made of lines that are converted already (§8.7). It moves nothing: finance sees what the
//! mistake came to, and corrects by hand what is worth it.

use super::accrual::convert_waiting;
use super::{Accrual, AccrualState, ExchangeRate};
use crate::AccrualId;
use crate::UserId;

/// So many lines are named; the sum is of all.
pub const NAMED_MOVES: usize = 100;

/// A line that would have another amount in the plan's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateMove {
    pub accrual_id: AccrualId,
    pub user_id: UserId,
    /// As it was posted, in minor units of the plan's currency.
    pub from_minor: i64,
    pub to_minor: i64,
}

impl RateMove {
    /// What it would have moved by.
    pub const fn difference_minor(&self) -> i64 {
        self.to_minor.saturating_sub(self.from_minor)
    }
}

/// All that it would have moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateMoves {
    /// The largest differences first, up to [`NAMED_MOVES`].
    pub lines: Vec<RateMove>,
    /// How many lines there are.
    pub count: usize,
    /// Sum of their differences.
    pub difference_minor: i64,
}

/// What `rate` would have made of these lines of one currency and day, all that there are. Voided and forfeited lines reach nobody.
pub fn would_have_moved(converted: Vec<Accrual>, rate: ExchangeRate) -> RateMoves {
    let mut before: Vec<(AccrualId, Option<i64>)> = converted.iter().map(|line| (line.id, line.plan_amount_minor)).collect();
    before.sort_by_key(|(id, _)| *id);
    let moved = |((id, from), line): ((AccrualId, Option<i64>), Accrual)| {
        let counts = !matches!(line.state, AccrualState::Voided | AccrualState::Forfeited);
        let (from_minor, to_minor) = from.zip(line.plan_amount_minor).filter(|(from, to)| counts && from != to)?;
        Some(RateMove { accrual_id: id, user_id: line.user_id, from_minor, to_minor })
    };
    let mut lines: Vec<RateMove> = before.into_iter().zip(convert_waiting(converted, rate)).filter_map(moved).collect();
    let (count, difference_minor) = (lines.len(), lines.iter().map(RateMove::difference_minor).fold(0, i64::saturating_add));
    lines.sort_by_key(|line| (std::cmp::Reverse(line.difference_minor().unsigned_abs()), line.accrual_id));
    lines.truncate(NAMED_MOVES);
    RateMoves { lines, count, difference_minor }
}
