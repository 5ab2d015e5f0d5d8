//! Puts a task off.

use domain::queue::Refusal;
use domain::{CallTaskId, Instant};

use super::list_tasks::{TaskCard, card};
use crate::prelude::*;

/// It is due again at `until`, a week ahead at most; that is no attempt. Only for whoever holds it.
pub async fn snooze_task(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<CallTaskId>,
    (until, note): (Instant, Option<String>),
) -> Result<TaskCard> {
    actor.may(Action::ClaimTask)?;
    let by = actor.person_for(Action::ClaimTask)?;
    ctx.write(actor, async |work| {
        let task = work.lock(target.id).await?;
        target.check(task.version)?;
        if !task.is_held_by(by) {
            return Err(Refusal::NotHolder { leased_by: task.leased_by }.into());
        }
        let task = work.apply(task.snooze(until, note.clone(), work.now)?).await?;
        card(work, task, (work.calendar, work.now)).await
    })
    .await
}
