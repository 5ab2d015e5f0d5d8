//! Issues an API key: the secret is shown here and never again.

use domain::IntegrationId;
use domain::access::{Action, Standing};
use domain::org::integrations::{ApiKey, NewKey, StoredSecret};
use secrecy::{ExposeSecret, SecretString};

use crate::auth::secret;
use crate::{Actor, AppError, Ctx, clock};

/// A key and its secret.
#[derive(Debug)]
pub struct IssuedKey {
    /// What is stored.
    pub key: ApiKey,
    /// What the machine is given.
    pub secret: SecretString,
}

/// A key of the integration `id`. Keys live on the wall clock, like tokens.
pub async fn issue_key(ctx: &Ctx, actor: &Actor, id: IntegrationId, new: NewKey) -> Result<IssuedKey, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    let secret = secret::mint(secret::KEY_PREFIX)?;
    let print = StoredSecret { hash: secret::print(secret.expose_secret()), hint: secret::hint(&secret) };
    let key = ctx
        .write(actor, async |work| {
            let integration = work.integrations().find(id).await?.ok_or(AppError::NotFound("integration"))?;
            work.apply(integration.issue(work.id(), new.clone(), print.clone(), clock::wall())?).await
        })
        .await?;
    Ok(IssuedKey { key, secret })
}
