//! Chance that can be had again: `BATON_SEED` is the seed, said aloud by whoever fails.

use crate::harness::env;

/// The seed of this run: always the same unless told.
pub(super) fn seed() -> u64 {
    env("BATON_SEED").map_or(7, |text| text.parse().expect("BATON_SEED is a number"))
}

/// A sequence of chances.
pub(super) struct Dice(u64);

impl Dice {
    /// The `number`th sequence of this run.
    pub(super) fn new(number: usize) -> Self {
        Self::of(seed() ^ (u64::try_from(number).unwrap() << 32))
    }

    /// The sequence of a seed.
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Self(seed);
        dice.below(2);
        dice
    }

    /// A sequence of its own.
    pub(super) fn another(&mut self) -> Self {
        self.below(2);
        Self::of(self.0 ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound).unwrap()).unwrap()
    }

    /// One of these.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}
