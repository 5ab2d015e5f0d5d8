//! Changes where messages go, which ones, and whether they go at all.

use domain::access::{Action, Standing};
use domain::webhooks::endpoint::ChangedBy;
use domain::webhooks::target::Target;
use domain::webhooks::{Endpoint, EndpointChange, EndpointState};
use domain::{Version, WebhookId};

use super::refused;
use crate::{Actor, AppError, Ctx, expect};

/// Changes the endpoint if its version is `expected`. One that is enabled again goes on where it stopped: nothing is left out.
pub async fn update_endpoint(
    ctx: &Ctx,
    actor: &Actor,
    id: WebhookId,
    expected: Option<Version>,
    change: EndpointChange,
) -> Result<Endpoint, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    let by = actor.person_for(Action::ManageWebhooks)?;
    let url = change.url.as_deref().map(|url| Target::parse(url, &ctx.webhook_networks)).transpose().map_err(refused)?;
    let change = EndpointChange { url: url.map(|url| url.as_str().to_owned()), ..change };
    ctx.write(actor, async |work| {
        let before = work.webhook_endpoints().lock(id).await?.ok_or(AppError::NotFound("webhook endpoint"))?;
        expect(expected, before.version)?;
        let owner_active = work.users().find(before.owner_id).await?.is_some_and(|owner| owner.may_work());
        let was = before.state;
        let after = work.apply(before.change(change.clone(), ChangedBy { by, owner_active }, work.now)?).await?;
        if was == EndpointState::Disabled && after.state == EndpointState::Enabled {
            work.forgive_feed(id).await?;
        }
        Ok(after)
    })
    .await
}
