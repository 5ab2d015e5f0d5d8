//! So many failures of a key within a time. An attempt counts as one until it has succeeded, so that a thousand at once are counted
//! too. Not the GCRA of `rate`: that can neither take back nor forget.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many keys are kept; each costs whoever makes it a password hash, so nobody makes them all within the time.
const MOST_KEYS: usize = 100_000;

pub(super) struct Failures<K> {
    most: u32,
    within: Duration,
    seen: Mutex<HashMap<K, (Instant, u32)>>,
}

impl<K: Hash + Eq> Failures<K> {
    /// `most`, and any number for 0.
    pub(super) fn new(most: u32, within: Duration) -> Self {
        Self { most, within, seen: Mutex::default() }
    }

    /// One more attempt, or how long to wait for the next.
    pub(super) fn begin(&self, key: K) -> Result<(), Duration> {
        if self.most == 0 {
            return Ok(());
        }
        let mut seen = self.seen();
        if seen.len() >= MOST_KEYS {
            seen.clear();
        }
        let now = Instant::now();
        let (began, failed) = seen.entry(key).or_insert((now, 0));
        if now.duration_since(*began) >= self.within {
            (*began, *failed) = (now, 0);
        }
        if *failed >= self.most {
            return Err(self.within.saturating_sub(now.duration_since(*began)));
        }
        *failed += 1;
        Ok(())
    }

    /// That one was no failure.
    pub(super) fn take_back(&self, key: &K) {
        if let Some((_, failed)) = self.seen().get_mut(key) {
            *failed = failed.saturating_sub(1);
        }
    }

    /// Nor were those before it.
    pub(super) fn forget(&self, key: &K) {
        self.seen().remove(key);
    }

    pub(super) fn forget_the_idle(&self) {
        let mut seen = self.seen();
        seen.retain(|_, (began, _)| began.elapsed() < self.within);
        seen.shrink_to_fit();
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<K, (Instant, u32)>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
