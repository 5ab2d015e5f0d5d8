//! Shared step: leases run out (N-7b). Whoever spoke with the client and did not say what came of it has made an attempt.

use std::collections::HashMap;

use domain::CallTaskId;
use domain::calling::{Call, CallOutcome};
use domain::queue::task::{Attempt, CallTask};
use domain::{Instant, Word};

use super::settle::lists_settled;
use super::window_of;
use crate::prelude::*;

/// When the next lease runs out.
pub(crate) async fn next_lease(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().call_tasks().next_expiry().await?)
}

/// Up to 200 leases that have run out; returns how many they were.
pub(crate) async fn expire_all(work: &Work<'_>) -> Result<usize> {
    let expired = work.call_tasks().expired(work.now).await?;
    run_out(work, expired).await
}

/// Ends the leases of these tasks, as far as they have run out and nobody speaks just now; returns how many.
pub(super) async fn run_out(work: &Work<'_>, tasks: Vec<CallTask>) -> Result<usize> {
    let ids: Vec<_> = tasks.iter().map(|task| task.id).collect();
    let mut calls: HashMap<CallTaskId, Vec<Call>> = HashMap::new();
    for call in work.calls().without_disposition_of(&ids).await? {
        calls.entry(call.call_task_id.unwrap_or(CallTaskId::new(call.id.uuid()))).or_default().push(call);
    }
    let mut over = Vec::new();
    for task in tasks {
        let his = calls.remove(&task.id).unwrap_or_default();
        if his.iter().any(|call| call.state != domain::calling::CallState::Ended) {
            continue;
        }
        let spoken = his.into_iter().rev().find(|call| call.outcome == Some(CallOutcome::Answered) && in_lease(&task, call));
        let decided = match spoken {
            Some(call) => unsaid(work, task, call).await?,
            None => task.expire(work.now)?,
        };
        over.push(work.apply(decided).await?);
    }
    lists_settled(work, &over).await?;
    Ok(over.len())
}

/// Was the call made while the task was held?
fn in_lease(task: &CallTask, call: &Call) -> bool {
    task.leased_at.is_some_and(|since| call.started_at + SKEW >= since)
}

/// So far clocks of telephony may differ from ours.
pub(super) const SKEW: chrono::Duration = chrono::Duration::minutes(5);

/// He was spoken with, and nobody said what came of it: an attempt, which the call is told too.
async fn unsaid(work: &Work<'_>, task: CallTask, call: Call) -> Result<Decided<CallTask>> {
    let window = window_of(work, &task).await?;
    let attempt =
        Attempt { outcome: CallOutcome::Answered, started_at: call.started_at, call_id: Some(call.id), frees: true, expires: true };
    let counts = task.counts(call.started_at, work.norms);
    let decided = task.attempted(attempt, &window, work.norms, work.now)?;
    if counts {
        let event = Event::new(EventName::CallUpdated, call.id, call.client_id).with("state", call.state.as_str());
        work.save(Call { attempt_no: Some(decided.state.attempts), ..call }, event).await?;
    }
    Ok(decided)
}
