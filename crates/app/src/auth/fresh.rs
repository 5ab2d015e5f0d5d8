//! What was read from the database less than a second ago. Of a person's requests one a second reads the database, and a dismissal
//! takes effect within that second on every instance.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How old an answer may be.
const FRESH: Duration = Duration::from_secs(1);
/// Above so many entries the stale ones are thrown out.
const MAX_ENTRIES: usize = 4_096;

/// Answers by key, each good for a second.
#[derive(Debug)]
pub struct Fresh<K, V>(Mutex<HashMap<K, (Instant, V)>>);

impl<K, V> Default for Fresh<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V: Clone> Fresh<K, V> {
    /// The answer for `key`: what is remembered, or else what `read` gives, which is remembered unless it is an error.
    pub async fn get_or<E>(&self, key: K, read: impl AsyncFnOnce(&K) -> Result<V, E>) -> Result<V, E> {
        if let Some(known) = self.get(&key) {
            return Ok(known);
        }
        // Before the question goes to the database, so that the answer is never older than it looks.
        let asked_at = Instant::now();
        // Boxed, because it is seldom needed: no request carries the room for it about.
        let value = Box::pin(read(&key)).await?;
        self.put(key, value.clone(), asked_at);
        Ok(value)
    }

    /// The answer for `key`, if it is remembered.
    pub fn get(&self, key: &K) -> Option<V> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(read_at, _)| read_at.elapsed() < FRESH).map(|(_, value)| value.clone())
    }

    /// Remembers the answer to what was asked at `asked_at`.
    pub fn put(&self, key: K, value: V, asked_at: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_ENTRIES {
            known.retain(|_, (read_at, _)| read_at.elapsed() < FRESH);
        }
        known.insert(key, (asked_at, value));
    }

    /// Forgets everything: something was written here.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_good_for_a_second_at_most() {
        let fresh = Fresh::default();
        let now = Instant::now();
        fresh.put(1, "new", now);
        assert_eq!(fresh.get(&1), Some("new"));
        fresh.put(1, "old", now.checked_sub(FRESH).unwrap());
        assert_eq!(fresh.get(&1), None);
        fresh.put(1, "new", now);
        fresh.clear();
        assert_eq!(fresh.get(&1), None);
    }
}
