//! The head gives an escalated handoff to a farmer, who cannot refuse any more [S002-17].

use domain::access::Action;
use domain::handoffs::{Handoff, Refusal};
use domain::{HandoffId, UserId, Version};

use super::{baton, farmers, take_over::take_over};
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
        let by = baton::person(work, Action::ForceHandoff)?;
        let seen = baton::peek(work, Action::ForceHandoff, id).await?;
        work.actor.authorise(Action::ForceHandoff, &seen.standing())?;
        if by == seen.from_user_id {
            return Err(Refusal::GiverTakes.into());
        }
        if how.to_user_id == seen.from_user_id {
            return Err(AppError::field("/to_user_id", "same_person", "giver and receiver of a handoff must be two different persons"));
        }
        let load = farmers::lock(work, how.to_user_id).await?;
        let (client, handoff) = baton::lock(work, Action::ForceHandoff, id, expected).await?;
        let was_overdue = handoff.overdue;
        let taken = handoff.assign(by, load, how.over, baton::context(work))?;
        take_over(work, client, was_overdue, taken, load.farmer).await
    })
    .await
}
