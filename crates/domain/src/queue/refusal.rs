//! Why the queue refuses.

use crate::ids::{CallTaskId, ScriptId, UserId};
use crate::{AlreadyDone, Date, Illegal, Instant};

/// A command on a script, a list or a task is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It has been done, for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// Nobody reads from a script that nobody has approved.
    #[error("the script {script_id} has no approved version in use")]
    ScriptNotApproved { script_id: ScriptId },
    /// Nobody is given a client at a pause.
    #[error("you are at a pause: say first that you are available")]
    Paused,
    /// One client at a time.
    #[error("you hold {call_task_id} already, until {}", crate::zulu(*.until))]
    LeaseHeld { call_task_id: CallTaskId, until: Instant },
    /// Somebody else, or nobody, holds it.
    #[error("{}", holder(*.leased_by))]
    NotHolder { leased_by: Option<UserId> },
    /// E-13: it has come to an end; the call itself is kept all the same.
    #[error("the task is {state}: the call is kept, and changes nothing here")]
    TaskClosed { state: &'static str },
    /// Put off for a week at most.
    #[error("until_at must lie in the future and not after {}", crate::zulu(*.latest_at))]
    SnoozeOutOfRange { latest_at: Instant },
    /// N-7d.
    #[error("the task may be taken up again from {from_on}")]
    TooEarlyToRecycle { from_on: Date },
    /// Nothing is left that could be dialled.
    #[error("the client has no number left that may be called")]
    NoPhone,
}

fn holder(leased_by: Option<UserId>) -> String {
    match leased_by {
        Some(user) => format!("{user} holds the task"),
        None => "nobody holds the task: claim it first".to_owned(),
    }
}
