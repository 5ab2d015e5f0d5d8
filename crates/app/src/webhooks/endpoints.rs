//! Endpoints: shown, listed, made, changed.

use domain::webhooks::endpoint::ChangedBy;
use domain::webhooks::target::Target as Address;
use domain::webhooks::{Endpoint, EndpointChange, EndpointState, NewEndpoint};
use domain::{Id, WebhookId};
use persistence::webhooks::EndpointFilter;
use secrecy::SecretString;

use super::refused;
use super::signing::SigningSecret;
use crate::prelude::*;

/// An endpoint and its secret, which is shown here and never again.
#[derive(Debug)]
pub struct Issued {
    /// What is stored.
    pub endpoint: Endpoint,
    /// The secret that its receiver checks signatures with.
    pub secret: SecretString,
}

/// The endpoint, or [`AppError::NotFound`].
pub async fn get_endpoint(ctx: &Ctx, actor: &Actor, id: WebhookId) -> Result<Endpoint> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    ctx.get(id).await
}

/// A page of endpoints, oldest first.
pub async fn list_endpoints(ctx: &Ctx, actor: &Actor, filter: &EndpointFilter, request: &PageRequest) -> Result<Page<Endpoint>> {
    ctx.page(actor, filter, request).await
}

/// An endpoint that gets what happens from now on, as far as whoever creates it may read it.
pub async fn add_endpoint(ctx: &Ctx, actor: &Actor, new: NewEndpoint) -> Result<Issued> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    let owner = actor.person_for(Action::ManageWebhooks)?;
    let url = Address::parse(&new.url, &ctx.webhook_networks).map_err(refused)?.as_str().to_owned();
    let new = NewEndpoint { url, ..new };
    let secret = SigningSecret::generate()?;
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

/// Changes where messages go, which ones, and whether they go at all. An endpoint that is enabled again goes on where it stopped:
/// nothing is left out.
pub async fn update_endpoint(ctx: &Ctx, actor: &Actor, target: Target<WebhookId>, change: EndpointChange) -> Result<Endpoint> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    let by = actor.person_for(Action::ManageWebhooks)?;
    let url = change.url.as_deref().map(|url| Address::parse(url, &ctx.webhook_networks)).transpose().map_err(refused)?;
    let change = EndpointChange { url: url.map(|url| url.as_str().to_owned()), ..change };
    ctx.write(actor, async |work| {
        let before = work.lock_target(target).await?;
        let owner_active = work.find(before.owner_id).await?.is_some_and(|owner| owner.may_work());
        let was = before.state;
        let after = work.apply(before.change(change.clone(), ChangedBy { by, owner_active }, work.now)?).await?;
        if was == EndpointState::Disabled && after.state == EndpointState::Enabled {
            work.forgive_feed(target.id).await?;
        }
        Ok(after)
    })
    .await
}
