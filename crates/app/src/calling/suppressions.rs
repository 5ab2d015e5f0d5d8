//! Suppressions: shown, listed, made, lifted; and what follows for every client who has the number (§3.14, E-19).

use domain::SuppressionId;
use domain::calling::suppression::{NewSuppression, Suppression};
use persistence::calling::SuppressionFilter;

use crate::clients::{Registered, each_with, suppress};
use crate::prelude::*;

/// The suppression, or [`AppError::NotFound`].
pub async fn get_suppression(ctx: &Ctx, actor: &Actor, id: SuppressionId) -> Result<Suppression> {
    actor.may(Action::ReadCalls)?;
    ctx.get(id).await
}

/// A page of suppressions.
pub async fn list_suppressions(ctx: &Ctx, actor: &Actor, filter: &SuppressionFilter, request: &PageRequest) -> Result<Page<Suppression>> {
    ctx.page(actor, filter, request).await
}

/// Suppresses a number. One that is suppressed already stays as it is.
pub async fn add_suppression(ctx: &Ctx, actor: &Actor, new: NewSuppression) -> Result<Registered<Suppression>> {
    actor.may(Action::SuppressNumber)?;
    ctx.write(actor, async |work| {
        if let Some(client) = new.client_id {
            work.named("/client_id", client).await?;
        }
        if let Some(call) = new.call_id {
            work.named("/call_id", call).await?;
        }
        let known = work.suppressions().active_of(std::slice::from_ref(&new.number)).await?;
        if let Some(known) = known.into_iter().next() {
            return Ok(Registered::Known(known));
        }
        let mut made = suppress(work, vec![new.clone()]).await?;
        made.pop().map(Registered::New).ok_or(AppError::Internal("a suppression was not made"))
    })
    .await
}

/// The number may be called again, and every client who has it shows that.
pub async fn lift_suppression(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<SuppressionId>,
    reason: String,
    proof: String,
) -> Result<Suppression> {
    actor.may(Action::LiftSuppression)?;
    let by = actor.person_for(Action::LiftSuppression)?;
    ctx.write(actor, async |work| {
        let decided = work.lock_target(target).await?.lift(reason.clone(), proof.clone(), by, work.now)?;
        let is_news = !decided.events.is_empty();
        let lifted = work.apply(decided).await?;
        if is_news {
            each_with(work, std::slice::from_ref(&lifted.number), |client| client.unsuppress(&lifted.number)).await?;
        }
        Ok(lifted)
    })
    .await
}
