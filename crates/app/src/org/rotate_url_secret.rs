//! Gives the address of a telephony integration another secret; the one before holds for a day.

use domain::IntegrationId;
use secrecy::ExposeSecret;

use super::integrations::address;
use crate::auth::secret;
use crate::clock;
use crate::prelude::*;

/// The address with its new secret, which is shown here and never again. Like keys it lives on the wall clock.
pub async fn rotate_url_secret(ctx: &Ctx, actor: &Actor, target: Target<IntegrationId>) -> Result<String> {
    actor.may_everywhere(Action::ManageUsers)?;
    let secret = secret::generate("")?;
    let hash = secret::hash(secret.expose_secret());
    ctx.write_rights(actor, async |work| {
        let integration = work.lock_target(target).await?;
        work.apply(integration.rotate_url_secret(hash.clone(), clock::wall())?).await
    })
    .await?;
    Ok(format!("{}/{}", address(ctx, target.id), secret.expose_secret()))
}
