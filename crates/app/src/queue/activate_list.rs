//! Activates a list: each of its clients gets a task, or is left out with a reason.

use domain::CallListId;
use domain::queue::list::{ListEvent, next};

use super::lists::{ListView, show};
use super::settle::spread;
use crate::prelude::*;

/// Makes the tasks, in the order of the clients' ids. Of a very long list the clock makes the rest.
pub async fn activate_list(ctx: &Ctx, actor: &Actor, target: Target<CallListId>) -> Result<ListView> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let list = work.lock_target(target).await?;
        next(list.state, ListEvent::Activate)?;
        if let Some(script) = list.script_id {
            work.get(script).await?.in_use()?;
        }
        let (all, reached) = spread(work, &list).await?;
        let mut list = work.apply(list.activate(all, reached, work.now)?).await?;
        if all && work.call_tasks().lists_with_open(&[list.id]).await?.is_empty() {
            list = work.apply(list.has_open(false)).await?;
        }
        show(work, list).await
    })
    .await
}
