//! Promises: shown, listed, noted, changed; kept, broken, withdrawn (§3.16). Read like the contact history, written like it.

use domain::dossier::Refusal;
use domain::dossier::promise::{NewPromise, Promise, PromiseBy, PromiseChange};
use domain::sales::Sale;
use domain::{Date, Money, PromiseId};
use persistence::dossier::PromiseFilter;

use super::{sale_of, somebody};
use crate::prelude::*;

/// The promise, or [`AppError::NotFound`].
pub async fn get_promise(ctx: &Ctx, actor: &Actor, id: PromiseId) -> Result<Promise> {
    actor.may(Action::ReadClients)?;
    ctx.get(id).await
}

/// A page of promises.
pub async fn list_promises(ctx: &Ctx, actor: &Actor, filter: &PromiseFilter, request: &PageRequest) -> Result<Page<Promise>> {
    ctx.page(actor, filter, request).await
}

/// Notes one. Where nobody is named, the caller answers for what we have promised.
pub async fn add_promise(ctx: &Ctx, actor: &Actor, new: NewPromise) -> Result<Promise> {
    actor.may(Action::WritePromises)?;
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        actor.authorise(Action::WritePromises, &client.standing())?;
        client.ensure_live()?;
        let sale = sale_of(work, client.id, new.sale_id).await?;
        if let Some(user) = new.user_id {
            somebody(work, user).await?;
        }
        let user_id = new.user_id.or_else(|| actor.user().filter(|_| new.made_by == PromiseBy::Us));
        note(work, NewPromise { user_id, ..new.clone() }, sale.as_ref()).await
    })
    .await
}

/// Notes one about `sale`, if it is about one.
pub(crate) async fn note(work: &Work<'_>, new: NewPromise, sale: Option<&Sale>) -> Result<Promise> {
    let made = new.make(work.id(), work.actor.user(), (work.now, work.today));
    fits(&made.state, sale)?;
    work.apply(made).await
}

/// Nobody promises to pay for a sale in another currency, nor more than is owed for it.
fn fits(promise: &Promise, sale: Option<&Sale>) -> Result<()> {
    let (Some(amount), Some(sale)) = (promise.amount.filter(|_| promise.is_judged_by_money()), sale) else { return Ok(()) };
    if amount.currency() != sale.currency {
        return Err(AppError::field("/amount/currency", "other_currency", format!("must be {}, the currency of the sale", sale.currency)));
    }
    let due = Money::new(sale.due_minor(), sale.currency);
    if amount.minor() > due.minor() { Err(Refusal::ExceedsDue { due }.into()) } else { Ok(()) }
}

/// Changes an open one.
pub async fn update_promise(ctx: &Ctx, actor: &Actor, target: Target<PromiseId>, change: PromiseChange) -> Result<Promise> {
    ctx.write(actor, async |work| {
        let (client, promise) = lock(work, target).await?;
        let named = sale_of(work, client.id, change.sale_id.flatten()).await?;
        if let Some(user) = change.user_id.flatten() {
            somebody(work, user).await?;
        }
        let changed = promise.change(change.clone(), work.today)?;
        if change.amount.is_some() || change.sale_id.is_some() || change.kind.is_some() {
            let sale = if named.is_some() { named } else { sale_of(work, client.id, changed.state.sale_id).await? };
            fits(&changed.state, sale.as_ref())?;
        }
        work.apply(changed).await
    })
    .await
}

/// It was kept, today unless another day is named.
pub async fn keep_promise(ctx: &Ctx, actor: &Actor, target: Target<PromiseId>, kept_on: Option<Date>) -> Result<Promise> {
    ctx.write(actor, async |work| {
        let (_, promise) = lock(work, target).await?;
        kept_on.map_or(Ok(()), |day| work.refuse_future("/kept_on", day))?;
        work.apply(promise.keep(kept_on, work.today)?).await
    })
    .await
}

/// It was not kept, and will not be.
pub async fn break_promise(ctx: &Ctx, actor: &Actor, target: Target<PromiseId>, reason: &str) -> Result<Promise> {
    end(ctx, actor, target, |promise| promise.fail(reason.to_owned())).await
}

/// Whoever has it lets it go.
pub async fn withdraw_promise(ctx: &Ctx, actor: &Actor, target: Target<PromiseId>, reason: &str) -> Result<Promise> {
    end(ctx, actor, target, |promise| promise.withdraw(reason.to_owned())).await
}

async fn end(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<PromiseId>,
    decide: impl Fn(Promise) -> Result<Decided<Promise>, Refusal>,
) -> Result<Promise> {
    ctx.write(actor, async |work| {
        let (_, promise) = lock(work, target).await?;
        work.apply(decide(promise)?).await
    })
    .await
}

/// The promise and its client, locked, for a command of somebody who may write it.
async fn lock(work: &Work<'_>, target: Target<PromiseId>) -> Result<(Client, Promise)> {
    work.actor.may(Action::WritePromises)?;
    let (client, promise) = work.lock_with_client(target.id, |promise| promise.client_id).await?;
    work.actor.authorise(Action::WritePromises, &promise.standing(&client))?;
    target.check(promise.version)?;
    client.ensure_live()?;
    Ok((client, promise))
}
