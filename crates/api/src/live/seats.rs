//! Who listens with how many streams: a forgotten tab is cheap, a script that opens streams in a loop is not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use uuid::Uuid;

/// Streams of one actor at a time, in one process.
const MOST: usize = 20;

/// The seats that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Seats(Arc<Mutex<HashMap<Uuid, usize>>>);

/// One of them, until it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Seats,
    who: Uuid,
}

impl Seats {
    /// `None`: this one has as many streams as anybody may have.
    pub(super) fn take(&self, who: Uuid) -> Option<Seat> {
        let mut taken = self.0.lock().ok()?;
        let his = taken.entry(who).or_default();
        if *his >= MOST {
            return None;
        }
        *his += 1;
        Some(Seat { seats: self.clone(), who })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Ok(mut taken) = self.seats.0.lock() else { return };
        if let Some(his) = taken.get_mut(&self.who) {
            *his -= 1;
            if *his == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_free_again_when_its_stream_ends() {
        let (seats, who) = (Seats::default(), Uuid::from_u128(1));
        let mut his: Vec<_> = (0..MOST).map(|_| seats.take(who).unwrap()).collect();
        assert!(seats.take(who).is_none());
        assert!(seats.take(Uuid::from_u128(2)).is_some(), "others have their own");
        his.pop();
        assert!(seats.take(who).is_some());
        drop(his);
        assert!(seats.0.lock().unwrap().is_empty(), "who listens no more is forgotten");
    }
}
