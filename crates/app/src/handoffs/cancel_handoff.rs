//! A prepared handoff is cancelled: nothing was sold after all.

use domain::access::Action;
use domain::handoffs::Handoff;
use domain::{HandoffId, Version};

use super::{locking, saving};
use crate::{Actor, AppError, Ctx};

/// Cancels it; a repeat changes nothing. What is paid for is not cancelled.
pub async fn cancel_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId, expected: Option<Version>) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (_, handoff) = locking::lock(work, Action::ProposeHandoff, id, expected).await?;
        saving::save(work, handoff.overdue, handoff.cancel(saving::context(work))?).await
    })
    .await
}
