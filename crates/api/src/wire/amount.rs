//! Amounts that callers say: more than nothing, and small enough for every JSON reader.

use crate::Problem;
use crate::wire::Money;

/// The largest whole number that every JSON reader keeps exact.
pub const MOST: i64 = 9_007_199_254_740_991;

impl Money {
    /// More than nothing; else a wrong member under `pointer`.
    pub fn positive(&self, pointer: &str) -> Result<domain::Money, Problem> {
        self.within(1, pointer)
    }

    /// Nothing or more; else a wrong member under `pointer`.
    pub fn not_negative(&self, pointer: &str) -> Result<domain::Money, Problem> {
        self.within(0, pointer)
    }

    fn within(&self, least: i64, pointer: &str) -> Result<domain::Money, Problem> {
        if (least..=MOST).contains(&self.amount_minor) {
            return self.read(pointer);
        }
        Err(Problem::field(format!("{pointer}/amount_minor"), "out_of_range", format!("must be from {least} to {MOST} minor units")))
    }
}
