//! API keys of an integration: reading and issuing. The secret is shown when the key is issued and never again.

use domain::org::integrations::{ApiKey, NewKey, StoredSecret};
use domain::{ApiKeyId, IntegrationId};
use persistence::org::ApiKeyFilter;
use secrecy::{ExposeSecret, SecretString};

use super::power;
use crate::auth::secret;
use crate::clock;
use crate::prelude::*;

/// A key and its secret.
#[derive(Debug)]
pub struct IssuedKey {
    /// The key as it is stored.
    pub key: ApiKey,
    /// The secret that the outside system is given.
    pub secret: SecretString,
}

/// The key of the integration, or [`AppError::NotFound`].
pub async fn get_key(ctx: &Ctx, actor: &Actor, of: IntegrationId, id: ApiKeyId) -> Result<ApiKey> {
    actor.may_everywhere(Action::ManageUsers)?;
    belonging(of, ctx.read().find(id).await?)
}

/// A page of the keys of an integration, oldest first; [`AppError::NotFound`] without such an integration.
pub async fn list_keys(ctx: &Ctx, actor: &Actor, of: IntegrationId, filter: &ApiKeyFilter, request: &PageRequest) -> Result<Page<ApiKey>> {
    super::get_integration(ctx, actor, of).await?;
    Ok(ctx.read().api_keys().page(of, filter, request).await?)
}

/// Issues a key of the integration. Keys live on the wall clock, like tokens.
pub async fn issue_key(ctx: &Ctx, actor: &Actor, of: IntegrationId, new: NewKey) -> Result<IssuedKey> {
    actor.may_everywhere(Action::ManageUsers)?;
    let secret = secret::generate(secret::KEY_PREFIX)?;
    let stored = StoredSecret { hash: secret::hash(secret.expose_secret()), hint: secret::hint(&secret) };
    let key = ctx
        .write(actor, async |work| {
            let issued = work.get(of).await?.issue(work.id(), new.clone(), stored.clone(), clock::wall())?;
            power::giver(work).await?.may_issue(&new.scopes)?;
            work.apply(issued).await
        })
        .await?;
    Ok(IssuedKey { key, secret })
}

/// The key, if there is one and it belongs to the integration.
pub(super) fn belonging(of: IntegrationId, key: Option<ApiKey>) -> Result<ApiKey> {
    key.filter(|key| key.integration_id == of).ok_or(AppError::NotFound("key"))
}
