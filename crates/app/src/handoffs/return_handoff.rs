//! The farmer gives a proposed handoff back, with a reason; the return too many goes to the head (E-5).

use domain::access::Action;
use domain::handoffs::{Handoff, ReturnReason};
use domain::{HandoffId, Version};

use super::{locking, saving};
use crate::{Actor, AppError, Ctx};

/// Why.
#[derive(Clone, Debug)]
pub struct Returning {
    pub reason: ReturnReason,
    pub comment: Option<String>,
}

/// Gives it back.
pub async fn return_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    why: Returning,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (_, handoff) = locking::lock(work, Action::TakeHandoff, id, expected).await?;
        let by = work.actor.person_for(Action::TakeHandoff)?;
        saving::save(work, handoff.overdue, handoff.return_to_giver(why.reason, why.comment.clone(), by, saving::context(work))?).await
    })
    .await
}
