//! The farmer takes the client over, or his head for him; of two who accept, one wins.

use domain::access::{Action, Scope};
use domain::handoffs::{Handoff, Refusal};
use domain::{HandoffId, Version};
use persistence::StoreError;

use super::{baton, farmers, take_over::take_over};
use crate::{Actor, AppError, Ctx};

/// Accepts it. `over`: a head puts the farmer over his maximum (E-24).
pub async fn accept_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId, expected: Option<Version>, over: bool) -> Result<Handoff, AppError> {
    let over = over && actor.may(Action::ForceHandoff)? >= Scope::Unit;
    ctx.write(actor, async |work| {
        let by = baton::person(work, Action::TakeHandoff)?;
        let seen = baton::peek(work, Action::TakeHandoff, id).await?;
        work.actor.authorise(Action::TakeHandoff, &seen.standing())?;
        if by == seen.from_user_id {
            return Err(Refusal::GiverTakes.into());
        }
        // Without a receiver there is nothing to accept: the table says so of every such state.
        let load = match seen.to_user_id {
            Some(farmer) => farmers::lock(work, farmer).await?,
            None => farmers::nobody(by),
        };
        let (client, handoff) = baton::lock(work, Action::TakeHandoff, id, expected).await?;
        if handoff.to_user_id != seen.to_user_id {
            return Err(StoreError::Stale.into());
        }
        let was_overdue = handoff.overdue;
        let taken = handoff.accept(by, load, over, baton::context(work))?;
        take_over(work, client, was_overdue, taken, load.farmer).await
    })
    .await
}
