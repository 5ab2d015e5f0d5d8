//! The farmer takes the client over, or his head for him; of two who accept, one wins.

use domain::access::Scope;

use super::prelude::*;
use super::take_over::take_over;

/// Accepts it. `over`: a head lets the farmer exceed his maximum (E-24).
pub async fn accept_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>, over: bool) -> Result<Handoff> {
    let over = over && actor.may(Action::ForceHandoff)? >= Scope::Unit;
    ctx.write(actor, async |work| take_over(work, Action::TakeHandoff, target, None, over).await).await
}
