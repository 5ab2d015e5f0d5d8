//! Plans of collections: shown, listed, drafted, changed.

use std::collections::HashMap;

use domain::receivables::Refusal;
use domain::receivables::collection_plan::{CollectionItem, CollectionPlan, NewCollectionPlan, named_twice};
use domain::{ClientId, CollectionPlanId, UserId};

use super::CollectionPlanFilter;
use super::facts::{CollectionPlanView, views};
use crate::prelude::*;

/// The plan, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_collection_plan(ctx: &Ctx, actor: &Actor, id: CollectionPlanId) -> Result<CollectionPlanView> {
    let plan = seen(ctx, actor, id).await?;
    let mut views = views(ctx.read(), &ctx.rules().await?.calendar, vec![plan]).await?;
    views.pop().ok_or(AppError::NotFound("collection plan"))
}

/// The plan that the caller may see.
pub(super) async fn seen(ctx: &Ctx, actor: &Actor, id: CollectionPlanId) -> Result<CollectionPlan> {
    actor.may(Action::ReadCollections)?;
    let missing = || AppError::NotFound("collection plan");
    let plan = ctx.get(id).await?;
    let user = ctx.read().find(plan.user_id).await?.ok_or_else(missing)?;
    actor.authorise(Action::ReadCollections, &plan.standing(user.unit)).map_err(|_| missing())?;
    Ok(plan)
}

/// A page of plans: those of the caller, of his unit, or all.
pub async fn list_collection_plans(
    ctx: &Ctx,
    actor: &Actor,
    filter: &CollectionPlanFilter,
    request: &PageRequest,
) -> Result<Page<CollectionPlanView>> {
    let Page { items, next } = ctx.page(actor, filter, request).await?;
    Ok(Page { items: views(ctx.read(), &ctx.rules().await?.calendar, items).await?, next })
}

/// Drafts one. A person has one plan a month.
pub async fn add_collection_plan(ctx: &Ctx, actor: &Actor, new: NewCollectionPlan) -> Result<CollectionPlanView> {
    actor.may(Action::WriteCollections)?;
    ctx.write(actor, async |work| {
        let user = work.named("/user_id", new.user_id).await?;
        actor.authorise(Action::WriteCollections, &Standing { people: vec![user.id], unit: Some(user.unit) })?;
        if !user.may_work() {
            return Err(AppError::field("/user_id", "unknown", "nobody with this id works here"));
        }
        if let Some(plan) = work.collection_plans().of_month(user.id, new.period).await? {
            return Err(Refusal::PlanExists { id: plan.id }.into());
        }
        check(work, user.id, &new.items, &[]).await?;
        let drafted = new.clone().draft(work.id(), actor.user(), (work.company.currency, work.now))?;
        let plan = work.apply(drafted).await?;
        show(work, plan).await
    })
    .await
}

/// Gives a draft other items.
pub async fn update_collection_plan(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<CollectionPlanId>,
    items: Option<Vec<CollectionItem>>,
) -> Result<CollectionPlanView> {
    ctx.write(actor, async |work| {
        let plan = lock(work, Action::WriteCollections, target).await?;
        let (user, known) = (plan.user_id, plan.items.clone());
        let changed = plan.change(items.clone(), actor.user())?;
        check(work, user, &changed.state.items, &known).await?;
        let plan = work.apply(changed).await?;
        show(work, plan).await
    })
    .await
}

/// The plan, locked, for somebody who may do `action` with it.
pub(super) async fn lock(work: &Work<'_>, action: Action, target: Target<CollectionPlanId>) -> Result<CollectionPlan> {
    work.actor.may(action)?;
    let plan = work.lock(target.id).await?;
    let user = work.get(plan.user_id).await?;
    work.actor.authorise(action, &plan.standing(user.unit))?;
    target.check(plan.version)?;
    Ok(plan)
}

/// The plan at the end of a command.
pub(super) async fn show(work: &Work<'_>, plan: CollectionPlan) -> Result<CollectionPlanView> {
    let mut views = views(work, work.calendar, vec![plan]).await?;
    views.pop().ok_or(AppError::Internal("a collection plan was lost"))
}

/// Each client once, in the currency of the company, and of those that are new in the plan each is his.
async fn check(work: &Work<'_>, user: UserId, items: &[CollectionItem], known: &[CollectionItem]) -> Result<()> {
    let currency = work.company.currency;
    if let Some(place) = items.iter().position(|item| item.planned.currency() != currency) {
        let pointer = format!("/items/{place}/planned/currency");
        return Err(AppError::field(pointer, "other_currency", format!("must be {currency}, the currency of the company")));
    }
    if let Some(place) = named_twice(items) {
        return Err(AppError::field(format!("/items/{place}/client_id"), "duplicate", "names the same client a second time"));
    }
    let new = |item: &CollectionItem| known.iter().all(|old| old.client_id != item.client_id);
    let new: Vec<_> = items.iter().enumerate().filter(|(_, item)| new(item)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let found = work.clients().find_many(new.iter().map(|(_, item)| item.client_id)).await?;
    let curators: HashMap<ClientId, Option<UserId>> = found.into_iter().map(|client| (client.id, client.curator_id)).collect();
    for (place, item) in new {
        match curators.get(&item.client_id) {
            None => return Err(AppError::field(format!("/items/{place}/client_id"), "unknown", "there is no such client")),
            Some(curator) if *curator != Some(user) => return Err(Refusal::NotHisClient { client_id: item.client_id }.into()),
            Some(_) => {}
        }
    }
    Ok(())
}
