//! A prepared handoff is cancelled: nothing was sold after all.

use super::prelude::*;

/// Cancels it; a repeat changes nothing. What is paid for is not cancelled.
pub async fn cancel_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (_, handoff) = lock(work, Action::ProposeHandoff, target).await?;
        decide(work, handoff, Handoff::cancel).await
    })
    .await
}
