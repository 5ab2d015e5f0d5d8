//! A prepared handoff is cancelled: nothing was sold after all.

use domain::access::Action;
use domain::handoffs::Handoff;
use domain::{HandoffId, Version};

use super::baton;
use crate::{Actor, AppError, Ctx};

/// Cancels it; a repeat changes nothing. What is paid for is not cancelled.
pub async fn cancel_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId, expected: Option<Version>) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (_, handoff) = baton::lock(work, Action::ProposeHandoff, id, expected).await?;
        baton::save(work, handoff.overdue, handoff.cancel(baton::context(work))?).await
    })
    .await
}
