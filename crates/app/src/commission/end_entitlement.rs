//! Ends a right by decision of finance or the director.

use domain::access::{Action, Standing};
use domain::commission::{EndReason, Entitlement};
use domain::{Date, EntitlementId, Version};

use super::rights::{lock, noted};
use crate::{Actor, AppError, Ctx};

/// It reaches sales up to `on`, today unless told; not by its holder (I-18).
pub async fn end_entitlement(
    ctx: &Ctx,
    actor: &Actor,
    id: EntitlementId,
    expected: Option<Version>,
    (on, reason): (Option<Date>, Option<&str>),
) -> Result<Entitlement, AppError> {
    actor.authorise(Action::DecideEntitlement, &Standing::default())?;
    ctx.write(actor, async |work| {
        let (_, right) = lock(work, id, expected).await?;
        work.apply(noted(right.end(EndReason::Decided, on.unwrap_or(work.today))?, reason)).await
    })
    .await
}
