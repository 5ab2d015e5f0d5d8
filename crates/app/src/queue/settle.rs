//! Shared steps: what changes at clients is followed by their tasks (I-8, I-10), and lists run out and are filled again.

use std::collections::{BTreeSet, HashMap};

use domain::queue::list::{AT_ONCE, CallList};
use domain::queue::task::{CallTask, TaskReason, next_phone, out_of_pool};
use domain::{CallListId, ClientId};

use super::enrol::{BATCH, enrol, rows_of, rows_of_ids};
use crate::prelude::*;

/// Clients who are no longer for the queue: nobody calls them for it any more. A repeat changes nothing.
pub(crate) async fn left(work: &Work<'_>, clients: &[Client]) -> Result<()> {
    let reasons: HashMap<ClientId, TaskReason> =
        clients.iter().filter_map(|client| Some((client.id, out_of_pool(client.stage)?))).collect();
    if reasons.is_empty() {
        return Ok(());
    }
    let mut cancelled = Vec::new();
    for task in work.call_tasks().lock_unfinished_of(reasons.keys().copied()).await? {
        let reason = reasons.get(&task.client_id).copied().unwrap_or(TaskReason::Converted);
        cancelled.push(work.apply(task.cancel(reason, work.now)).await?);
    }
    lists_settled(work, &cancelled).await
}

/// Clients whose numbers have changed, or may be called no more: their tasks go on with the next number, or not at all.
pub(crate) async fn renumbered(work: &Work<'_>, clients: &[Client], suppressed: bool) -> Result<()> {
    let phones: HashMap<_, _> = clients.iter().map(|client| (client.id, client)).collect();
    let mut changed = Vec::new();
    for task in work.call_tasks().lock_open_of(phones.keys().copied()).await? {
        let Some(client) = phones.get(&task.client_id) else { continue };
        let still = task
            .phone
            .as_ref()
            .is_some_and(|phone| client.phones.iter().any(|line| line.number == *phone && line.callable && line.do_not_call.is_none()));
        if !still {
            changed.push(work.apply(task.renumbered(next_phone(client), suppressed, work.norms, work.now)?).await?);
        }
    }
    lists_settled(work, &changed).await
}

/// Lists that have run out, some of these tasks having come to an end.
pub(crate) async fn lists_settled(work: &Work<'_>, tasks: &[CallTask]) -> Result<()> {
    let closed: BTreeSet<CallListId> = tasks.iter().filter(|task| !task.state.is_open()).map(|task| task.call_list_id).collect();
    if closed.is_empty() {
        return Ok(());
    }
    let closed: Vec<_> = closed.into_iter().collect();
    let open = work.call_tasks().lists_with_open(&closed).await?;
    for list in closed.into_iter().filter(|list| !open.contains(list)) {
        let list = work.lock(list).await?;
        work.apply(list.has_open(false)).await?;
    }
    Ok(())
}

/// Lists of which these tasks are open again.
pub(crate) async fn lists_refilled(work: &Work<'_>, tasks: &[CallTask]) -> Result<()> {
    let lists: BTreeSet<CallListId> = tasks.iter().map(|task| task.call_list_id).collect();
    for list in lists {
        let list = work.lock(list).await?;
        work.apply(list.has_open(true)).await?;
    }
    Ok(())
}

/// Makes the tasks of a list, as many as one request may; says whether those were all, and how far it has come.
pub(super) async fn spread(work: &Work<'_>, list: &CallList) -> Result<(bool, Option<ClientId>)> {
    let Some(segment) = &list.segment else {
        let ids = work.call_lists().pasted(list.id).await?;
        enrol(work, list, rows_of_ids(work, &ids).await?).await?;
        return Ok((true, None));
    };
    let (mut reached, mut looked_at) = (list.reached, 0);
    while looked_at < AT_ONCE {
        let clients = work.clients().of_segment(segment, reached, BATCH, true).await?;
        let read = clients.len();
        reached = clients.last().map(|client| client.id).or(reached);
        looked_at += read;
        enrol(work, list, rows_of(clients)).await?;
        if u64::try_from(read).unwrap_or(u64::MAX) < BATCH {
            return Ok((true, reached));
        }
    }
    Ok((false, reached))
}

/// Is there a list whose tasks are not all made, or one that has run out unseen?
pub(crate) async fn wants_spreading(ctx: &Ctx) -> Result<bool> {
    Ok(ctx.read().call_lists().activating().await?.is_some() || !ctx.read().call_lists().run_out().await?.is_empty())
}

/// Goes on with a list whose tasks are not all made; `false`: there is none left. Lists that have run out unseen are said to have.
pub(crate) async fn spread_on(work: &Work<'_>) -> Result<bool> {
    for list in work.call_lists().run_out().await? {
        let list = work.lock(list.id).await?;
        work.apply(list.has_open(false)).await?;
    }
    let Some(list) = work.call_lists().activating().await? else { return Ok(false) };
    let list = work.lock(list.id).await?;
    let (all, reached) = spread(work, &list).await?;
    let list = work.apply(list.activate(all, reached, work.now)?).await?;
    if all && work.call_tasks().lists_with_open(&[list.id]).await?.is_empty() {
        work.apply(list.has_open(false)).await?;
    }
    Ok(true)
}
