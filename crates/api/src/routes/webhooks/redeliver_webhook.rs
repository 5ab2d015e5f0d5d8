//! `POST /v1/webhook-endpoints/{id}/deliveries/{delivery_id}/redeliver`

use crate::routes::prelude::*;
use crate::wire::webhook_delivery::{DeliveryKey, WebhookDelivery};
use crate::wire::webhook_endpoint::WebhookKey;

/// Deliver a message again.
///
/// At once and under the same `webhook-id`; the schedule of attempts begins anew. A message that arrived or was given up before is sent on
/// its own, and no other message waits for it.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path), ("delivery_id" = DeliveryKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[post("/webhook-endpoints/{id}/deliveries/{delivery_id}/redeliver")]
pub async fn redeliver_webhook(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    endpoint: PathId<WebhookKey>,
    target: Target<Child<DeliveryKey>>,
    _: Nothing,
) -> Answered<WebhookDelivery> {
    Ok(Answer::ok(app::webhooks::redeliver(&ctx, &caller, *endpoint, *target).await?))
}
