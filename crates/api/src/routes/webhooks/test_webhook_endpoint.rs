//! `POST /v1/webhook-endpoints/{id}/test`

use crate::courier::Courier;
use crate::routes::prelude::*;
use crate::wire::webhook_delivery::WebhookDelivery;
use crate::wire::webhook_endpoint::WebhookKey;

/// Send a test to a webhook endpoint.
///
/// A `webhook.test` is sent at once and once, even if the endpoint is disabled; the answer is its delivery.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[post("/webhook-endpoints/{id}/test")]
pub async fn test_webhook_endpoint(
    (ctx, courier): (Data<Ctx>, Data<Courier>),
    caller: May<permission::ManageWebhooks>,
    id: PathId<WebhookKey>,
    expected: IfMatch,
    _: Nothing,
) -> Answered<WebhookDelivery> {
    Ok(Answer::ok(app::webhooks::test_endpoint(&ctx, &caller, &**courier, *id, expected.0).await?))
}
