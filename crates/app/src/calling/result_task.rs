//! Says what came of a call task: how a call ended that reached nobody, or what one led to (§3.2, E-13). What telephony reports does the
//! same by itself; both of one call are one attempt.

use domain::calling::{Call, CallOutcome};
use domain::queue::Refusal;
use domain::queue::task::{Attempt, CallTask};
use domain::{CallId, CallTaskId, Word};

use super::dispose_call::{NewDisposition, dispose};
use crate::prelude::*;
use crate::queue::{TaskCard, card, tried};

/// What is said of a call.
#[derive(Clone, Debug)]
pub enum TaskSaid {
    /// It reached nobody, and how it ended.
    Outcome(CallOutcome),
    /// What it led to.
    Disposition(Box<NewDisposition>),
}

/// What came of a task.
#[derive(Clone, Debug)]
pub struct TaskResult {
    /// The call that it came of.
    pub call_id: Option<CallId>,
    pub said: TaskSaid,
}

/// The task afterwards.
pub async fn result_task(ctx: &Ctx, actor: &Actor, target: Target<CallTaskId>, result: TaskResult) -> Result<TaskCard> {
    actor.may(Action::ClaimTask)?;
    let by = actor.person_for(Action::ClaimTask)?;
    ctx.write(actor, async |work| {
        let task = work.get(target.id).await?;
        target.check(task.version)?;
        let call = call_of(work, &task, result.call_id).await?;
        // Telephony was first: what is said of the same call says nothing new.
        let counted = call.as_ref().is_some_and(|call| call.attempt_no.is_some() || call.outcome == Some(CallOutcome::InvalidNumber));
        if matches!(result.said, TaskSaid::Outcome(_)) && counted && result.call_id.is_some() {
            return card(work, task, (work.calendar, work.now)).await;
        }
        if !task.may_be_told_by(by)? {
            return Err(Refusal::NotHolder { leased_by: task.leased_by }.into());
        }
        match &result.said {
            TaskSaid::Outcome(outcome) => vain(work, &task, call, *outcome).await?,
            TaskSaid::Disposition(new) => {
                let call =
                    call.ok_or_else(|| AppError::field("/call_id", "required", "no call of this task is known yet: name the call"))?;
                dispose(work, call.id.into(), new).await?;
            }
        }
        let task = work.get(target.id).await?;
        card(work, task, (work.calendar, work.now)).await
    })
    .await
}

/// The call that is meant: the one that is named, which is this client's, else the last of the task of which nobody has said anything.
async fn call_of(work: &Work<'_>, task: &CallTask, named: Option<CallId>) -> Result<Option<Call>> {
    let Some(named) = named else {
        let calls = work.calls().without_disposition_of(&[task.id]).await?;
        return Ok(calls.into_iter().rev().find(|call| task.leased_at.is_none_or(|since| call.started_at >= since)));
    };
    let call = work.named("/call_id", named).await?;
    if call.client_id != Some(task.client_id) {
        return Err(AppError::field("/call_id", "other_client", "this call was not with the client of the task"));
    }
    Ok(Some(call))
}

/// The client was tried in vain, as a person says.
async fn vain(work: &Work<'_>, task: &CallTask, call: Option<Call>, outcome: CallOutcome) -> Result<()> {
    let (client, task) = work.lock_with_client(task.id, |task| task.client_id).await?;
    if !task.state.is_open() {
        return Err(Refusal::TaskClosed { state: task.state.as_str() }.into());
    }
    let started_at = call.as_ref().map_or(work.now, |call| call.started_at);
    let attempt = Attempt { outcome, started_at, call_id: call.as_ref().map(|call| call.id), frees: true, expires: false };
    let number = task.phone.clone().map(|phone| (client, phone));
    let tried = tried(work, task, attempt, number).await?;
    if let Some((call, no)) = call.zip(tried.attempt_no) {
        let call = work.lock(call.id).await?;
        let event = Event::new(EventName::CallUpdated, call.id, call.client_id).with("state", call.state);
        work.save(Call { attempt_no: Some(no), ..call }, event).await?;
    }
    tried.followed.settle(work).await.map(drop)
}
