//! Deliveries of an endpoint: shown, listed.

use domain::webhooks::Delivery;
use domain::{DeliveryId, WebhookId};
use persistence::webhooks::DeliveryFilter;

use super::get_endpoint;
use crate::list::{Counted, Counts};
use crate::prelude::*;

/// The delivery of the endpoint, or [`AppError::NotFound`].
pub async fn get_delivery(ctx: &Ctx, actor: &Actor, endpoint: WebhookId, id: DeliveryId) -> Result<Delivery> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    let found = ctx.read().find(id).await?;
    found.filter(|delivery| delivery.endpoint_id == endpoint).ok_or(AppError::NotFound("delivery"))
}

/// A page of deliveries of one endpoint.
pub async fn list_deliveries(
    ctx: &Ctx,
    actor: &Actor,
    endpoint: WebhookId,
    filter: &DeliveryFilter,
    request: &PageRequest,
) -> Result<Page<Delivery>> {
    get_endpoint(ctx, actor, endpoint).await?;
    Ok(ctx.read().webhook_deliveries().page(endpoint, filter, request).await?)
}

impl Counted for DeliveryFilter {
    type Of = WebhookId;
    async fn counts(&self, ctx: &Ctx, actor: &Actor, of: WebhookId, by: &[&'static str]) -> Result<Counts> {
        get_endpoint(ctx, actor, of).await?;
        Ok(ctx.read().webhook_deliveries().counts(of, self, by).await?)
    }
}
