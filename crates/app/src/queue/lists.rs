//! Call lists: shown, listed, made, changed; with what has come of them.

use std::collections::BTreeSet;

use domain::norms::NormKey;
use domain::queue::list::{CallList, ListChange, ListSource, NewList};
use domain::queue::window::Hours;
use domain::{CallListId, ClientId, ScriptId, UserId};
use persistence::names::UserSummary;
use persistence::queue::{CallListFilter, ListFigures, ListRefusal, ListRefusalFilter};
use persistence::{Db, Reach};

use crate::prelude::*;

/// A list, and what has come of it.
#[derive(Clone, Debug)]
pub struct ListView {
    pub list: CallList,
    /// Whom it was made of, where they were pasted and a single list is shown.
    pub client_ids: Option<Vec<ClientId>>,
    pub figures: ListFigures,
}

/// The list, or [`AppError::NotFound`].
pub async fn get_list(ctx: &Ctx, actor: &Actor, id: CallListId) -> Result<ListView> {
    actor.may(Action::ReadCalls)?;
    let reached = ctx.rules().await?.norms.number(NormKey::ReachedSeconds);
    view(ctx.read(), ctx.get(id).await?, reached).await
}

/// A list with all that is shown of it.
pub(super) async fn view(db: &Db, list: CallList, reached: i64) -> Result<ListView> {
    let figures = db.call_lists().figures(&[list.id], reached).await?.remove(&list.id).unwrap_or_default();
    let client_ids = if list.segment.is_none() { Some(db.call_lists().pasted(list.id).await?) } else { None };
    Ok(ListView { list, client_ids, figures })
}

/// The same at the end of a command.
pub(super) async fn show(work: &Work<'_>, list: CallList) -> Result<ListView> {
    view(work, list, work.norms.number(NormKey::ReachedSeconds)).await
}

/// A page of lists; what has come of them is read by one statement.
pub async fn list_lists(ctx: &Ctx, actor: &Actor, filter: &CallListFilter, request: &PageRequest) -> Result<Page<ListView>> {
    let page = ctx.page(actor, filter, request).await?;
    let ids: Vec<_> = page.items.iter().map(|list| list.id).collect();
    let reached = ctx.rules().await?.norms.number(NormKey::ReachedSeconds);
    let mut figures = ctx.read().call_lists().figures(&ids, reached).await?;
    Ok(page.map(|list| ListView { figures: figures.remove(&list.id).unwrap_or_default(), client_ids: None, list }))
}

/// A page of whom a list left out; an unknown list is [`AppError::NotFound`].
pub async fn list_refusals(
    ctx: &Ctx,
    actor: &Actor,
    id: CallListId,
    filter: &ListRefusalFilter,
    request: &PageRequest,
) -> Result<Page<ListRefusal>> {
    actor.may(Action::ReadCalls)?;
    ctx.get(id).await?;
    Ok(ctx.read().call_lists().page_of_refusals(id, filter, request).await?)
}

/// A draft; nobody is called for it yet.
pub async fn add_list(ctx: &Ctx, actor: &Actor, new: NewList) -> Result<ListView> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        check(work, new.window, new.script_id, &new.user_ids).await?;
        let list = work.apply(new.clone().create(work.id(), actor.user(), work.now)).await?;
        if let ListSource::Clients(clients) = &new.source {
            work.call_lists().paste(list.id, clients).await?;
        }
        show(work, list).await
    })
    .await
}

/// Another name, order, script; other hours or people.
pub async fn update_list(ctx: &Ctx, actor: &Actor, target: Target<CallListId>, change: ListChange) -> Result<ListView> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let before = work.lock_target(target).await?;
        check(work, change.window.flatten(), change.script_id.flatten(), change.user_ids.as_deref().unwrap_or_default()).await?;
        let priority = before.priority;
        let list = work.apply(before.change(change.clone())?).await?;
        if list.priority != priority {
            work.call_tasks().set_priority(list.id, list.priority).await?;
        }
        show(work, list).await
    })
    .await
}

/// The hours lie within those of N-7e; script and people are there.
async fn check(work: &Work<'_>, window: Option<Hours>, script: Option<ScriptId>, users: &[UserId]) -> Result<()> {
    if let Some(window) = window {
        let whole = Hours::of(work.norms);
        if !window.narrow(whole) {
            let wanted = format!("must lie within {} and {}: a list narrows the calling hours", whole.from_hour, whole.until_hour);
            return Err(AppError::field("/window", "out_of_range", wanted));
        }
    }
    if let Some(script) = script {
        work.named("/script_id", script).await?;
    }
    let wanted: BTreeSet<UserId> = users.iter().copied().collect();
    let known: BTreeSet<UserId> =
        work.summaries::<UserSummary>(Reach::All, wanted.iter().copied()).await?.into_iter().map(|user| user.id).collect();
    match users.iter().position(|user| !known.contains(user)) {
        None => Ok(()),
        Some(place) => Err(AppError::field(format!("/user_ids/{place}"), "unknown", "nobody with this id works here")),
    }
}
