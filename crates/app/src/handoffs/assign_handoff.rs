//! The head gives an escalated handoff to a farmer, who cannot refuse any more [S002-17].

use domain::access::Action;
use domain::handoffs::{Handoff, Refusal};
use domain::{HandoffId, UserId, Version};

use super::{farmers, locking, saving, take_over::take_over};
use crate::{Actor, AppError, Ctx};

/// To whom.
#[derive(Clone, Copy, Debug)]
pub struct Assigning {
    pub to_user_id: UserId,
    /// Put him over his maximum (E-24).
    pub over: bool,
}

/// Assigns it.
pub async fn assign_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    how: Assigning,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let by = work.actor.person_for(Action::ForceHandoff)?;
        let found = locking::find(work, Action::ForceHandoff, id).await?;
        let load = farmers::lock(work, how.to_user_id).await?;
        let (client, handoff) = locking::lock_found(work, Action::ForceHandoff, &found).await?;
        if by == handoff.from_user_id {
            return Err(Refusal::GiverTakes.into());
        }
        if how.to_user_id == handoff.from_user_id {
            return Err(AppError::field("/to_user_id", "same_person", "giver and receiver of a handoff must be two different persons"));
        }
        let load = load.ok_or_else(farmers::not_a_farmer)?;
        locking::check(&client, &handoff, expected)?;
        let was_overdue = handoff.overdue;
        let taken = handoff.assign(by, load, how.over, saving::context(work))?;
        take_over(work, client, was_overdue, taken, load.farmer).await
    })
    .await
}
