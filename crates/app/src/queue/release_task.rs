//! Gives a task back.

use domain::CallTaskId;
use domain::queue::Refusal;

use super::list_tasks::{TaskCard, card};
use crate::prelude::*;

/// It goes back to its old place in the queue; that is no attempt. For whoever holds it, and the administrator.
pub async fn release_task(ctx: &Ctx, actor: &Actor, target: Target<CallTaskId>, note: Option<String>) -> Result<TaskCard> {
    actor.may(Action::ClaimTask)?;
    ctx.write(actor, async |work| {
        let task = work.lock(target.id).await?;
        let standing = Standing { people: task.leased_by.into_iter().collect(), unit: None };
        actor.authorise(Action::ClaimTask, &standing).map_err(|_| Refusal::NotHolder { leased_by: task.leased_by })?;
        target.check(task.version)?;
        let task = work.apply(task.release(note.clone())?).await?;
        card(work, task, (work.calendar, work.now)).await
    })
    .await
}
