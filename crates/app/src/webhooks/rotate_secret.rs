//! Gives an endpoint another secret; for a day messages are signed with both.

use domain::WebhookId;

use super::Issued;
use super::signing::SigningSecret;
use crate::prelude::*;

/// The endpoint with its new secret, which is shown here and never again.
pub async fn rotate_secret(ctx: &Ctx, actor: &Actor, target: Target<WebhookId>) -> Result<Issued> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    let secret = SigningSecret::generate()?;
    let stored = secret.seal(ctx, target.id)?;
    let endpoint = ctx
        .write(actor, async |work| {
            let before = work.lock_target(target).await?;
            work.apply(before.rotate(stored.clone(), work.now)).await
        })
        .await?;
    Ok(Issued { endpoint, secret: secret.shown() })
}
