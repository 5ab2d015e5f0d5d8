//! What this instance has taken in and not yet worked on. The table knows it as well: what waits when the server dies is found there.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::IntakeId;
use tokio::sync::Notify;

/// The ids, in the order in which they came.
#[derive(Debug, Default)]
pub struct Waiting {
    ids: Mutex<VecDeque<IntakeId>>,
    woken: Notify,
}

impl Waiting {
    /// One has come.
    pub fn push(&self, id: IntakeId) {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).push_back(id);
        self.woken.notify_one();
    }

    /// The next one, once there is one.
    pub async fn next(&self) -> IntakeId {
        loop {
            let woken = self.woken.notified();
            if let Some(id) = self.ids.lock().unwrap_or_else(PoisonError::into_inner).pop_front() {
                return id;
            }
            woken.await;
        }
    }
}
