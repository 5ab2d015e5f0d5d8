//! Gives an endpoint another secret; for a day messages are signed with both.

use domain::access::{Action, Standing};
use domain::{Version, WebhookId};

use super::Issued;
use super::signing::SigningSecret;
use crate::{Actor, AppError, Ctx};

/// The endpoint with its new secret, which is shown here and never again.
pub async fn rotate_secret(ctx: &Ctx, actor: &Actor, id: WebhookId, expected: Option<Version>) -> Result<Issued, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    let secret = SigningSecret::mint()?;
    let stored = secret.seal(ctx, id)?;
    let endpoint = ctx
        .write(actor, async |work| {
            let before = work.lock(id, expected).await?;
            work.apply(before.rotate(stored.clone(), work.now)).await
        })
        .await?;
    Ok(Issued { endpoint, secret: secret.shown() })
}
