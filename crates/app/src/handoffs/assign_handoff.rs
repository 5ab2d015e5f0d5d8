//! The head gives an escalated handoff to a farmer, who cannot refuse any more [S002-17].

use domain::UserId;

use super::prelude::*;
use super::take_over::take_over;

/// Assigns it to the farmer `to`. `over`: he may exceed his maximum (E-24).
pub async fn assign_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>, to: UserId, over: bool) -> Result<Handoff> {
    ctx.write(actor, async |work| take_over(work, Action::ForceHandoff, target, Some(to), over).await).await
}
