//! How many streams each actor has open: a forgotten tab is cheap, a script that opens streams in a loop is not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use uuid::Uuid;

/// Streams of one actor at a time, in one process.
const MAX: usize = 20;

/// The open streams of each actor, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Subscriptions(Arc<Mutex<HashMap<Uuid, usize>>>);

/// One of them; dropped, it is closed.
#[derive(Debug)]
pub(super) struct Subscription {
    all: Subscriptions,
    who: Uuid,
}

impl Subscriptions {
    /// `None`: this one has as many streams as anybody may have.
    pub(super) fn open(&self, who: Uuid) -> Option<Subscription> {
        let mut open = self.0.lock().ok()?;
        let his = open.entry(who).or_default();
        if *his >= MAX {
            return None;
        }
        *his += 1;
        Some(Subscription { all: self.clone(), who })
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let Ok(mut open) = self.all.0.lock() else { return };
        if let Some(his) = open.get_mut(&self.who) {
            *his -= 1;
            if *his == 0 {
                open.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_is_free_again_when_its_stream_ends() {
        let (all, who) = (Subscriptions::default(), Uuid::from_u128(1));
        let mut his: Vec<_> = (0..MAX).map(|_| all.open(who).unwrap()).collect();
        assert!(all.open(who).is_none());
        assert!(all.open(Uuid::from_u128(2)).is_some(), "others have their own");
        his.pop();
        assert!(all.open(who).is_some());
        drop(his);
        assert!(all.0.lock().unwrap().is_empty(), "who listens no more is forgotten");
    }
}
