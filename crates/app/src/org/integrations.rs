//! Integrations: outside systems that call this API; reading, connecting, changing.

use domain::IntegrationId;
use domain::org::integrations::NewIntegration;
use domain::org::{Integration, IntegrationChange, Refusal};
use persistence::org::IntegrationFilter;

use crate::prelude::*;

/// The integration, or [`AppError::NotFound`].
pub async fn get_integration(ctx: &Ctx, actor: &Actor, id: IntegrationId) -> Result<Integration> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.get(id).await
}

/// A page of integrations, oldest first.
pub async fn list_integrations(ctx: &Ctx, actor: &Actor, filter: &IntegrationFilter, request: &PageRequest) -> Result<Page<Integration>> {
    ctx.page(actor, filter, request).await
}

/// Connects an outside system. A `source` in use is refused, because records are known by it.
pub async fn add_integration(ctx: &Ctx, actor: &Actor, new: NewIntegration) -> Result<Integration> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write(actor, async |work| {
        if let Some(other) = work.integration_by_source(&new.source).await? {
            return Err(Refusal::SourceTaken { id: other.id }.into());
        }
        work.apply(Integration::connect(work.id(), new.clone(), work.now)).await
    })
    .await
}

/// Changes name, adapter or access of the integration, if it still has the version that the caller has read. One that is switched
/// off is refused within a second.
pub async fn update_integration(ctx: &Ctx, actor: &Actor, target: Target<IntegrationId>, change: IntegrationChange) -> Result<Integration> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write_rights(actor, async |work| work.apply(work.lock_target(target).await?.change(change.clone())).await).await
}
