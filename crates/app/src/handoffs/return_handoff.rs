//! The farmer gives a proposed handoff back, with a reason; the return too many goes to the head (E-5).

use domain::handoffs::ReturnReason;

use super::prelude::*;

/// Gives it back.
pub async fn return_handoff(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<HandoffId>,
    reason: ReturnReason,
    comment: Option<String>,
) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (_, handoff) = lock(work, Action::TakeHandoff, target).await?;
        let by = work.actor.person_for(Action::TakeHandoff)?;
        decide(work, handoff, |handoff, context| handoff.return_to_giver(reason, comment.clone(), by, context)).await
    })
    .await
}
