//! Sends a message once more, under the same id.

use domain::access::{Action, Standing};
use domain::webhooks::Delivery;
use domain::{Decided, DeliveryId, Event, EventName, Version, WebhookId};

use crate::{Actor, AppError, Ctx, expect};

/// The delivery, due now; whoever tells the endpoint finds it.
pub async fn redeliver(
    ctx: &Ctx,
    actor: &Actor,
    (endpoint, id): (WebhookId, DeliveryId),
    expected: Option<Version>,
) -> Result<Delivery, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    ctx.write(actor, async |work| {
        let told = work.webhook_endpoints().find(endpoint).await?.ok_or(AppError::NotFound("webhook endpoint"))?;
        let found = work.webhook_deliveries().lock(&[id]).await?.pop();
        let before = found.filter(|delivery| delivery.endpoint_id == endpoint).ok_or(AppError::NotFound("delivery"))?;
        expect(expected, before.version)?;
        let event = Event::new(EventName::WebhookRedelivered, endpoint, before.client_id)
            .with("delivery_id", before.id)
            .with("event_id", before.event_id);
        let again = before.redeliver(&told, work.now)?;
        work.apply(Decided::one(again, event)).await
    })
    .await
}
