//! Makes an endpoint: its secret is shown here and never again.

use domain::access::{Action, Standing};
use domain::webhooks::target::Target;
use domain::webhooks::{Endpoint, NewEndpoint};
use domain::{Id, WebhookId};
use secrecy::SecretString;

use super::refused;
use super::signing::SigningSecret;
use crate::{Actor, AppError, Ctx};

/// An endpoint and its secret.
#[derive(Debug)]
pub struct Issued {
    /// What is stored.
    pub endpoint: Endpoint,
    /// What its receiver is given.
    pub secret: SecretString,
}

/// An endpoint that is told what happens from now on, as far as whoever makes it may read it.
pub async fn add_endpoint(ctx: &Ctx, actor: &Actor, new: NewEndpoint) -> Result<Issued, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    let owner = actor.person_for(Action::ManageWebhooks)?;
    let url = Target::parse(&new.url, &ctx.webhook_networks).map_err(refused)?.as_str().to_owned();
    let new = NewEndpoint { url, ..new };
    let secret = SigningSecret::mint()?;
    let id: WebhookId = Id::new(crate::ids::fresh());
    let stored = secret.seal(ctx, id)?;
    let endpoint = ctx
        .write(actor, async |work| {
            let place = work.journal().horizon().await?;
            let endpoint = work.apply(Endpoint::create(id, new.clone(), (owner, stored.clone()), work.now)).await?;
            work.open_feed(id, place).await?;
            Ok(endpoint)
        })
        .await?;
    Ok(Issued { endpoint, secret: secret.shown() })
}
