//! The lifecycle of a task (§3.2).

use super::TaskState;

crate::words! {
    /// What may happen to a task.
    pub enum TaskEvent {
        Claim = "claim",
        /// Given back, or the lease ran out.
        Release = "release",
        /// The same of one that was promised for a certain time.
        KeepPromise = "keep_promise",
        Snooze = "snooze",
        /// He was tried in vain.
        Attempt = "attempt",
        /// He was tried in vain once too often, or has no number left.
        GiveUp = "give_up",
        /// He asked to be called back.
        Promise = "promise",
        /// He said something that settles it.
        Finish = "finish",
        Cancel = "cancel",
        Recycle = "recycle",
        /// What settled it was a slip.
        Reopen = "reopen",
    }
}

crate::lifecycle! {
    /// The state of a task after `event`.
    pub fn next(from: TaskState, event: TaskEvent) {
        Claim: Queued | Callback => Leased;
        Release: Leased => Queued;
        KeepPromise: Leased => Callback, Callback => stays;
        Snooze: Leased => Queued;
        Attempt: Queued | Leased | Callback => Queued;
        GiveUp: Queued | Leased | Callback => Exhausted;
        Promise: Queued | Leased | Callback => Callback;
        Finish: Queued | Leased | Callback => Done;
        Cancel: Queued | Leased | Callback | Exhausted => Cancelled;
        Recycle: Exhausted => Queued;
        Reopen: Done => Queued;
    }
}
