//! Sends a message once more, under the same id.

use domain::webhooks::Delivery;
use domain::{DeliveryId, WebhookId};

use crate::prelude::*;

/// The delivery, due now.
pub async fn redeliver(ctx: &Ctx, actor: &Actor, endpoint: WebhookId, target: Target<DeliveryId>) -> Result<Delivery> {
    actor.may_everywhere(Action::ManageWebhooks)?;
    ctx.write(actor, async |work| {
        let to = work.get(endpoint).await?;
        let before = work.lock_target(target).await?;
        if before.endpoint_id != endpoint {
            return Err(AppError::NotFound("delivery"));
        }
        let event = Event::new(EventName::WebhookRedelivered, endpoint, before.client_id)
            .with("delivery_id", before.id)
            .with("event_id", before.event_id);
        let again = before.redeliver(&to, work.now)?;
        work.apply(Decided::one(again, event)).await
    })
    .await
}
