//! Renames an outside system, switches its adapter, lets it in or not.

use domain::access::{Action, Standing};
use domain::org::{Integration, IntegrationChange};
use domain::{IntegrationId, Version};

use crate::{Actor, AppError, Ctx, expect};

/// Changes the integration if its version is `expected`; one that is switched off is out within a second.
pub async fn update_integration(
    ctx: &Ctx,
    actor: &Actor,
    id: IntegrationId,
    expected: Option<Version>,
    change: IntegrationChange,
) -> Result<Integration, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let integration = ctx
        .write(actor, async |work| {
            let before = work.integrations().find(id).await?.ok_or(AppError::NotFound("integration"))?;
            expect(expected, before.version)?;
            work.apply(before.change(change.clone())).await
        })
        .await?;
    ctx.auth.forget();
    Ok(integration)
}
