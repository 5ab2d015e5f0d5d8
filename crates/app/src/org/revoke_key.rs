//! Revoking an API key; a repeat is harmless.

use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, IntegrationId};

use super::keys::belonging;
use crate::clock;
use crate::prelude::*;

/// Revokes the key of the integration; it is refused at once here, within a second on every instance.
pub async fn revoke_key(ctx: &Ctx, actor: &Actor, of: IntegrationId, target: Target<ApiKeyId>) -> Result<ApiKey> {
    actor.may_everywhere(Action::ManageUsers)?;
    ctx.write_rights(actor, async |work| {
        let key = belonging(of, Some(work.lock(target.id).await?))?;
        target.check(key.version)?;
        work.apply(key.revoke(clock::wall())).await
    })
    .await
}
