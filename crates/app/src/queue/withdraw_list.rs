//! Withdraws a list: nobody is called for it any more.

use domain::CallListId;
use domain::queue::task::TaskReason;

use super::lists::{ListView, show};
use crate::prelude::*;

/// Cancels what is left of its tasks.
pub async fn withdraw_list(ctx: &Ctx, actor: &Actor, target: Target<CallListId>, reason: Option<String>) -> Result<ListView> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let list = work.apply(work.lock_target(target).await?.withdraw(reason.clone())?).await?;
        loop {
            // A thousand at a time; each is cancelled, and so not found again.
            let tasks = work.call_tasks().unfinished_of(list.id).await?;
            if tasks.is_empty() {
                return show(work, list).await;
            }
            let Decided { state, events } = tasks.into_iter().map(|task| task.cancel(TaskReason::ListWithdrawn, work.now)).collect();
            work.call_tasks().save_all(&state).await?;
            work.record(events);
        }
    })
    .await
}
