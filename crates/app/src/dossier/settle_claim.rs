//! A claim is given to somebody, settled, rejected (§3.17): by quality, or a director.

use domain::dossier::Refusal;
use domain::dossier::claim::Claim;
use domain::{ClaimId, UserId};

use super::claims::lock;
use super::somebody;
use crate::prelude::*;

/// Somebody else settles it.
pub async fn assign_claim(ctx: &Ctx, actor: &Actor, target: Target<ClaimId>, to: UserId) -> Result<Claim> {
    actor.may(Action::DecideClaim)?;
    ctx.write(actor, async |work| {
        let (_, claim) = lock(work, Action::DecideClaim, target).await?;
        somebody(work, to).await?;
        work.apply(claim.assign(to)?).await
    })
    .await
}

/// It is settled.
pub async fn resolve_claim(ctx: &Ctx, actor: &Actor, target: Target<ClaimId>, resolution: &str) -> Result<Claim> {
    let now = ctx.now();
    end(ctx, actor, target, |claim| claim.resolve(resolution.to_owned(), now)).await
}

/// The client is not right.
pub async fn reject_claim(ctx: &Ctx, actor: &Actor, target: Target<ClaimId>, reason: &str) -> Result<Claim> {
    let now = ctx.now();
    end(ctx, actor, target, |claim| claim.reject(reason.to_owned(), now)).await
}

async fn end(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<ClaimId>,
    decide: impl Fn(Claim) -> Result<Decided<Claim>, Refusal>,
) -> Result<Claim> {
    actor.may(Action::DecideClaim)?;
    ctx.write(actor, async |work| {
        let (_, claim) = lock(work, Action::DecideClaim, target).await?;
        work.apply(decide(claim)?).await
    })
    .await
}
