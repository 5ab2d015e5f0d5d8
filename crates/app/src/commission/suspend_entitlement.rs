//! Suspends a right while it is disputed: what it earns meanwhile is held (§3.9).

use domain::access::{Action, Standing};
use domain::commission::{Entitlement, SuspendReason};
use domain::{EntitlementId, Version};

use super::rights::{lock, noted};
use crate::{Actor, AppError, Ctx};

/// Not by its holder (I-18).
pub async fn suspend_entitlement(
    ctx: &Ctx,
    actor: &Actor,
    id: EntitlementId,
    expected: Option<Version>,
    reason: Option<&str>,
) -> Result<Entitlement, AppError> {
    actor.authorise(Action::DecideEntitlement, &Standing::default())?;
    ctx.write(actor, async |work| {
        let (_, right) = lock(work, id, expected).await?;
        work.apply(noted(right.suspend(SuspendReason::Disputed)?, reason)).await
    })
    .await
}
