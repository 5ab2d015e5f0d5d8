//! Shows a handoff.

use domain::HandoffId;
use domain::access::Action;
use domain::handoffs::Handoff;

use crate::{Actor, AppError, Ctx};

/// The handoff, or [`AppError::NotFound`]. Whoever may read clients may read handoffs (§6).
pub async fn get_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId) -> Result<Handoff, AppError> {
    actor.may(Action::ReadClients)?;
    ctx.read().handoffs().find(id).await?.ok_or(AppError::NotFound("handoff"))
}
