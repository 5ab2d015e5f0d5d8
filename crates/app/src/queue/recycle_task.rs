//! Takes up again who was given up, by hand or by the clock (N-7d).

use std::collections::{HashMap, HashSet};

use domain::queue::task::{CallTask, next_phone, out_of_pool};
use domain::{CallTaskId, ClientId, Instant};

use super::list_tasks::{TaskCard, card};
use super::settle::lists_refilled;
use crate::prelude::*;

/// It begins anew, with no attempt made. For the administrator.
pub async fn recycle_task(ctx: &Ctx, actor: &Actor, target: Target<CallTaskId>) -> Result<TaskCard> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let (client, task) = work.lock_with_client(target.id, |task| task.client_id).await?;
        target.check(task.version)?;
        let task = work.apply(task.recycle(next_phone(&client), work.norms, work.calendar, work.now)?).await?;
        lists_refilled(work, std::slice::from_ref(&task)).await?;
        card(work, task, (work.calendar, work.now)).await
    })
    .await
}

/// When the clock takes the next one up again.
pub(crate) async fn next_recycling(ctx: &Ctx) -> Result<Option<Instant>> {
    Ok(ctx.read().call_tasks().next_recycling().await?)
}

/// Up to 200 tasks that are due again; returns how many they were. Who is no longer for the queue, or has another task, is left.
pub(crate) async fn recycle_due(work: &Work<'_>) -> Result<usize> {
    let tasks = work.call_tasks().to_recycle(work.now).await?;
    let ids: Vec<ClientId> = tasks.iter().map(|task| task.client_id).collect();
    let clients: HashMap<_, _> =
        work.clients().find_many(ids.iter().copied()).await?.into_iter().map(|client| (client.id, client)).collect();
    let mut busy: HashSet<_> = work.call_tasks().lock_open_of(ids).await?.into_iter().map(|task| task.client_id).collect();
    let (done, mut again, mut left) = (tasks.len(), Vec::new(), Vec::new());
    for task in tasks {
        let client = clients.get(&task.client_id).filter(|client| out_of_pool(client.stage).is_none());
        let phone = client.and_then(next_phone).filter(|_| busy.insert(task.client_id));
        match phone {
            Some(phone) => match task.clone().recycle(Some(phone), work.norms, work.calendar, work.now) {
                Ok(decided) => again.push(work.apply(decided).await?),
                // The norm has been raised since: the time that it says now has not come.
                Err(_) => left.push(CallTask { recycle_at: task.recyclable_at(work.norms).filter(|at| *at > work.now), ..task }),
            },
            None => left.push(CallTask { recycle_at: None, ..task }),
        }
    }
    work.call_tasks().save_all(&left).await?;
    lists_refilled(work, &again).await?;
    Ok(done)
}
