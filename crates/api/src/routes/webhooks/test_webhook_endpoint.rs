//! `POST /v1/webhook-endpoints/{id}/test`

use crate::routes::prelude::*;
use crate::webhook_dispatcher::WebhookClient;
use crate::wire::webhook_delivery::WebhookDelivery;
use crate::wire::webhook_endpoint::WebhookKey;

/// Send a test to a webhook endpoint.
///
/// A `webhook.test` is sent at once and once, even if the endpoint is disabled; the answer is its delivery.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[post("/webhook-endpoints/{id}/test")]
pub async fn test_webhook_endpoint(
    (ctx, client): (Data<Ctx>, Data<WebhookClient>),
    caller: May<permission::ManageWebhooks>,
    target: Target<WebhookKey>,
    _: Nothing,
) -> Answered<WebhookDelivery> {
    Ok(Answer::ok(app::webhooks::test_endpoint(&ctx, &caller, &**client, *target).await?))
}
