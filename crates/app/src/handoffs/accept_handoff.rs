//! The farmer takes the client over, or his head for him; of two who accept, one wins.

use domain::access::{Action, Scope};
use domain::handoffs::{Handoff, Refusal};
use domain::{HandoffId, Version};
use persistence::StoreError;

use super::{farmers, locking, saving, take_over::take_over};
use crate::{Actor, AppError, Ctx};

/// Accepts it. `over`: a head puts the farmer over his maximum (E-24).
pub async fn accept_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId, expected: Option<Version>, over: bool) -> Result<Handoff, AppError> {
    let over = over && actor.may(Action::ForceHandoff)? >= Scope::Unit;
    ctx.write(actor, async |work| {
        let by = work.actor.person_for(Action::TakeHandoff)?;
        let found = locking::find(work, Action::TakeHandoff, id).await?;
        // Without a receiver there is nothing to accept: the lifecycle refuses every such state.
        let load = match found.to_user_id {
            Some(farmer) => farmers::lock(work, farmer).await?,
            None => Some(farmers::nobody(by)),
        };
        let (client, handoff) = locking::lock_found(work, Action::TakeHandoff, &found).await?;
        if by == handoff.from_user_id {
            return Err(Refusal::GiverTakes.into());
        }
        let load = load.ok_or_else(farmers::not_a_farmer)?;
        locking::check(&client, &handoff, expected)?;
        if handoff.to_user_id != found.to_user_id {
            return Err(StoreError::Stale.into());
        }
        let was_overdue = handoff.overdue;
        let taken = handoff.accept(by, load, over, saving::context(work))?;
        take_over(work, client, was_overdue, taken, load.farmer).await
    })
    .await
}
