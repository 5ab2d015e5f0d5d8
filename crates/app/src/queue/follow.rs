//! Shared steps: what telephony reports, and what people say of calls, is followed by the task of the client (§3.2, E-13, E-16). Nobody
//! has to press twice.

use domain::calling::{Call, CallOutcome, CallState, DispositionKind};
use domain::clients::Direction;
use domain::queue::task::{Attempt, CallTask, Said, TaskState, next_phone, out_of_pool};
use domain::{CallTaskId, Instant, UserId};

use super::leases::SKEW;
use super::settle::{lists_refilled, lists_settled};
use super::window_of;
use crate::prelude::*;

/// What follows from a report, to be stored once the call is.
pub(crate) struct Followed {
    client: Option<Decided<Client>>,
    task: Option<Decided<CallTask>>,
    /// A task that came to an end before: the attempt is counted, and nothing else.
    late: Option<CallTask>,
    /// The call went on until after the lease: what came of it may be said until then.
    extend: Option<(CallTaskId, Instant)>,
}

/// Finds the task of an outbound call and decides what the report means for it; the call learns which task and which attempt it is.
/// `before` is what was known of the call, `whom` the client, where he is known: who is no longer for the queue has no task.
pub(crate) async fn follow(work: &Work<'_>, before: Option<&Call>, call: &mut Call, whom: Option<&Client>) -> Result<Option<Followed>> {
    let Some(client) = call.client_id.filter(|_| call.direction == Direction::Outbound) else { return Ok(None) };
    if call.call_task_id.is_none() && whom.is_some_and(|whom| out_of_pool(whom.stage).is_some()) {
        return Ok(None);
    }
    let over = call.state == CallState::Ended;
    let is_new = before.is_none_or(|before| before.state != CallState::Ended || before.outcome.is_none() || before.call_task_id.is_none());
    let wrong_number = over && is_new && call.outcome == Some(CallOutcome::InvalidNumber);
    // Lock order: the client before the task.
    let locked = if wrong_number { work.lock_if_there(client).await? } else { None };
    let task = match call.call_task_id {
        Some(task) => work.lock_if_there(task).await?,
        None => work.call_tasks().lock_of_call(client, call.started_at).await?,
    };
    let Some(task) = task else { return Ok(None) };
    call.call_task_id = Some(task.id);
    let Some(outcome) = call.outcome.filter(|_| over && is_new && call.attempt_no.is_none()) else { return Ok(None) };
    if call.is_history(work.now, work.norms) {
        return Ok(None);
    }
    let attempt =
        Attempt { outcome, started_at: call.started_at, call_id: Some(call.id), frees: is_of_holder(&task, call), expires: false };
    let tried = tried(work, task, attempt, locked.zip(call.client_phone.clone())).await?;
    if let Some(no) = tried.attempt_no {
        call.attempt_no = Some(no);
    }
    let ended = call.ended_at.unwrap_or(work.now);
    Ok(Some(Followed { extend: tried.followed.extend.map(|(id, lease)| (id, ended + (lease - work.now))), ..tried.followed }))
}

/// A try to reach the client of a task, with what follows.
pub(crate) struct Tried {
    pub(crate) followed: Followed,
    /// Which attempt it was, if it counts.
    pub(crate) attempt_no: Option<i32>,
}

/// Decides what a call, or what somebody says of one, means for a task.
pub(crate) async fn tried(
    work: &Work<'_>,
    task: CallTask,
    attempt: Attempt,
    number: Option<(Client, domain::phone::Phone)>,
) -> Result<Tried> {
    let mut followed = Followed { client: None, task: None, late: None, extend: None };
    let counts = task.counts(attempt.started_at, work.norms);
    let mut attempt_no = None;
    match attempt.outcome {
        CallOutcome::Answered => {
            let lease = work.now + domain::queue::task::lease(work.norms);
            let ran_out = task.leased_until_at.is_some_and(|until| until <= work.now);
            followed.extend = (task.state == TaskState::Leased && attempt.frees && ran_out).then_some((task.id, lease));
        }
        CallOutcome::InvalidNumber if task.state.is_open() => {
            if let Some((client, phone)) = number {
                let decided = client.uncallable(&phone);
                let next = next_phone(&decided.state);
                followed.client = Some(decided);
                followed.task = Some(task.invalid(attempt, next, work.norms, work.now)?);
            }
        }
        CallOutcome::InvalidNumber => {}
        CallOutcome::NoAnswer
        | CallOutcome::Busy
        | CallOutcome::Rejected
        | CallOutcome::Canceled
        | CallOutcome::Unreachable
        | CallOutcome::Voicemail
        | CallOutcome::Failed
        | CallOutcome::Unknown => {
            if task.state.is_open() {
                let window = window_of(work, &task).await?;
                let decided = task.attempted(attempt, &window, work.norms, work.now)?;
                attempt_no = counts.then_some(decided.state.attempts);
                followed.task = Some(decided);
            } else {
                followed.late = task.counted_late(attempt, work.norms);
                attempt_no = followed.late.as_ref().map(|task| task.attempts);
            }
        }
    }
    Ok(Tried { followed, attempt_no })
}

/// Was it made by whoever holds the task, since he holds it? Telephony that names nobody is believed to mean him.
fn is_of_holder(task: &CallTask, call: &Call) -> bool {
    let since = task.leased_at.is_some_and(|since| call.started_at + SKEW >= since);
    since && (call.user_id.is_none() || call.user_id == task.leased_by)
}

impl Followed {
    /// Stores what was decided; gives back the task, if it has changed.
    pub(crate) async fn settle(self, work: &Work<'_>) -> Result<Option<CallTask>> {
        if let Some(client) = self.client {
            work.apply(client).await?;
        }
        if let Some(late) = self.late {
            work.call_tasks().save_all(std::slice::from_ref(&late)).await?;
        }
        if let Some((task, until)) = self.extend {
            work.call_tasks().extend_lease(task, until).await?;
        }
        let Some(task) = self.task else { return Ok(None) };
        let task = work.apply(task).await?;
        lists_settled(work, std::slice::from_ref(&task)).await?;
        Ok(Some(task))
    }
}

/// What was said of a call was a slip: the task that it settled is open again, unless the client has got another one since.
pub(crate) async fn corrected(work: &Work<'_>, call: &Call, client: &Client) -> Result<()> {
    let Some(task) = call.call_task_id.filter(|_| out_of_pool(client.stage).is_none()) else { return Ok(()) };
    let Some(task) = work.lock_if_there(task).await? else { return Ok(()) };
    let settled = task.state == TaskState::Done && task.last_call_id == Some(call.id);
    if !settled || !work.call_tasks().lock_open_of([client.id]).await?.is_empty() {
        return Ok(());
    }
    let task = work.apply(task.reopen(next_phone(client), work.now)?).await?;
    lists_refilled(work, &[task]).await
}

/// What somebody has said of a call closes the client's task, or calls for another call. `client` is as that has left him.
pub(crate) async fn disposed(
    work: &Work<'_>,
    call: Option<&Call>,
    client: &Client,
    (kind, due_at): (DispositionKind, Option<Instant>),
    by: UserId,
) -> Result<()> {
    let Some(task) = work.call_tasks().lock_open_of([client.id]).await?.into_iter().next() else { return Ok(()) };
    let window = window_of(work, &task).await?;
    let said = Said { kind, by, due_at, call_id: call.map(|call| call.id), phone: next_phone(client) };
    let task = work.apply(task.disposed(said, &window, work.norms, work.now)?).await?;
    lists_settled(work, &[task]).await
}
