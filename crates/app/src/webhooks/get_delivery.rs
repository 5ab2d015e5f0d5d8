//! Shows a delivery with its attempts.

use domain::access::{Action, Standing};
use domain::webhooks::Delivery;
use domain::{DeliveryId, WebhookId};

use crate::{Actor, AppError, Ctx};

/// The delivery of the endpoint, or [`AppError::NotFound`].
pub async fn get_delivery(ctx: &Ctx, actor: &Actor, endpoint: WebhookId, id: DeliveryId) -> Result<Delivery, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    let found = ctx.read().webhook_deliveries().find(id).await?;
    found.filter(|delivery| delivery.endpoint_id == endpoint).ok_or(AppError::NotFound("delivery"))
}
