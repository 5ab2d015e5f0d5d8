//! Claims: shown, listed, opened, changed (§3.17); and what an open one stands in the way of (E-29).

use domain::access::Role;
use domain::dossier::Refusal;
use domain::dossier::claim::{Claim, ClaimChange, NewClaim, owner_of_next};
use domain::event::Restricted;
use domain::{ClaimId, ClientId, PromiseId, UserId};
use persistence::dossier::ClaimFilter;

use super::{record_file_reads, sale_of};
use crate::prelude::*;

/// The claim, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_claim(ctx: &Ctx, actor: &Actor, id: ClaimId) -> Result<Claim> {
    actor.may(Action::ReadClaims)?;
    let missing = || AppError::NotFound("claim");
    let claim = ctx.get(id).await?;
    let client = ctx.read().find(claim.client_id).await?.ok_or_else(missing)?;
    actor.authorise(Action::ReadClaims, &claim.standing(&client)).map_err(|_| missing())?;
    record_file_reads(ctx, actor, [claim.client_id], Restricted::Conflicts).await?;
    Ok(claim)
}

/// A page of claims.
pub async fn list_claims(ctx: &Ctx, actor: &Actor, filter: &ClaimFilter, request: &PageRequest) -> Result<Page<Claim>> {
    let page = ctx.page(actor, filter, request).await?;
    record_file_reads(ctx, actor, page.items.iter().map(|claim| claim.client_id), Restricted::Conflicts).await?;
    Ok(page)
}

/// Opens one: whoever hears it may. Who has the fewest open ones settles it.
pub async fn add_claim(ctx: &Ctx, actor: &Actor, new: NewClaim) -> Result<Claim> {
    actor.may(Action::OpenClaim)?;
    let by = actor.person_for(Action::OpenClaim)?;
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        client.ensure_live()?;
        sale_of(work, client.id, new.sale_id).await?;
        promise_of(work, client.id, new.promise_id).await?;
        let owner = if actor.is(Role::Quality) { by } else { owner(work).await?.unwrap_or(by) };
        work.apply(new.clone().open(work.id(), owner, Some(by), work.now)).await
    })
    .await
}

/// Changes the words of an open one.
pub async fn update_claim(ctx: &Ctx, actor: &Actor, target: Target<ClaimId>, change: ClaimChange) -> Result<Claim> {
    actor.may(Action::CorrectClaim)?;
    ctx.write(actor, async |work| {
        let (client, claim) = lock(work, Action::CorrectClaim, target).await?;
        sale_of(work, client.id, change.sale_id.flatten()).await?;
        promise_of(work, client.id, change.promise_id.flatten()).await?;
        work.apply(claim.change(change.clone())?).await
    })
    .await
}

/// The claim and its client, locked, for a command of somebody who may do `action` to it.
pub(super) async fn lock(work: &Work<'_>, action: Action, target: Target<ClaimId>) -> Result<(Client, Claim)> {
    work.actor.may(action)?;
    let (client, claim) = work.lock_with_client(target.id, |claim| claim.client_id).await?;
    work.actor.authorise(action, &claim.standing_of_words())?;
    target.check(claim.version)?;
    Ok((client, claim))
}

/// Quality settles claims; where nobody is there, a director.
async fn owner(work: &Work<'_>) -> Result<Option<UserId>> {
    let mut people = work.users().working_as(Role::Quality).await?;
    if people.is_empty() {
        people = work.users().working_as(Role::Director).await?;
    }
    let people: Vec<_> = people.into_iter().map(|user| user.id).collect();
    Ok(owner_of_next(&people, &work.claims().open_by_owner(&people).await?))
}

async fn promise_of(work: &Work<'_>, client: ClientId, promise: Option<PromiseId>) -> Result<()> {
    let Some(id) = promise else { return Ok(()) };
    let found = work.find(id).await?.filter(|promise| promise.client_id == client);
    found.map(drop).ok_or_else(|| AppError::field("/promise_id", "unknown", "there is no such promise with this client"))
}

/// E-29: refuses while the client has an open claim.
pub(crate) async fn refuse_open_claim(work: &Work<'_>, client: ClientId) -> Result<()> {
    match work.claims().open_of(client).await? {
        Some(claim) => Err(Refusal::OpenClaim { claim_id: claim.id }.into()),
        None => Ok(()),
    }
}
