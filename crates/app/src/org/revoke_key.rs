//! Revokes an API key; a repeat is harmless.

use domain::access::{Action, Standing};
use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, IntegrationId, Version};

use crate::{Actor, AppError, Ctx, clock, expect};

/// The key of integration `of` is dead: at once here, within a second on every instance.
pub async fn revoke_key(ctx: &Ctx, actor: &Actor, of: IntegrationId, id: ApiKeyId, expected: Option<Version>) -> Result<ApiKey, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let key = ctx
        .write(actor, async |work| {
            let key = work.api_keys().find(id).await?.filter(|key| key.integration_id == of).ok_or(AppError::NotFound("key"))?;
            expect(expected, key.version)?;
            work.apply(key.revoke(clock::wall())).await
        })
        .await?;
    ctx.auth.forget();
    Ok(key)
}
