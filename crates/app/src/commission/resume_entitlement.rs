//! A dispute about a right is decided for its holder: it goes on, and what was held is posted.

use domain::access::{Action, Standing};
use domain::commission::{Entitlement, HeldReason, SuspendReason};
use domain::{EntitlementId, Version};

use super::effects;
use super::rights::{lock, noted};
use crate::{Actor, AppError, Ctx};

/// Not by its holder (I-18).
pub async fn resume_entitlement(
    ctx: &Ctx,
    actor: &Actor,
    id: EntitlementId,
    expected: Option<Version>,
    reason: Option<&str>,
) -> Result<Entitlement, AppError> {
    actor.authorise(Action::DecideEntitlement, &Standing::default())?;
    ctx.write(actor, async |work| {
        let (client, right) = lock(work, id, expected).await?;
        let right = work.apply(noted(right.resume(SuspendReason::Disputed)?, reason)).await?;
        effects::release(work, &client, HeldReason::Disputed).await?;
        Ok(right)
    })
    .await
}
