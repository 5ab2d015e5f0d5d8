//! The head gives an escalated handoff to a farmer, who cannot refuse any more [S002-17].

use domain::handoffs::Handoff;
use domain::{HandoffId, UserId};

use super::take_over::take_over;
use crate::prelude::*;

/// Assigns it to the farmer `to`. `over`: he may exceed his maximum (E-24).
pub async fn assign_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    to: UserId,
    over: bool,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| take_over(work, Action::ForceHandoff, (id, expected), Some(to), over).await).await
}
