//! What the queue of the call centre refuses.

use domain::queue::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    let problem = |code| Problem::new(code, detail);
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::ScriptNotApproved { script_id } => problem(Code::ScriptNotApproved).with("script_id", script_id),
        Refusal::Paused => problem(Code::Paused),
        Refusal::LeaseHeld { call_task_id, until } => {
            problem(Code::LeaseHeld).with("call_task_id", call_task_id).with("until", domain::zulu(until))
        }
        Refusal::NotHolder { leased_by: Some(user) } => problem(Code::NotHolder).with("leased_by", user),
        Refusal::NotHolder { leased_by: None } => problem(Code::NotHolder),
        Refusal::TaskClosed { state } => problem(Code::TaskClosed).with("state", state),
        Refusal::SnoozeOutOfRange { latest_at } => problem(Code::SnoozeOutOfRange).with("latest_at", domain::zulu(latest_at)),
        Refusal::TooEarlyToRecycle { from_on } => problem(Code::TooEarlyToRecycle).with("from_on", from_on.to_string()),
        Refusal::NoPhone => problem(Code::NoCallableNumber),
    }
}
