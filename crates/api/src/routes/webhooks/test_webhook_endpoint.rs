//! `POST /v1/webhook-endpoints/{id}/test`

use crate::courier::Courier;
use crate::routes::prelude::*;
use crate::wire::webhook_delivery::WebhookDelivery;
use crate::wire::webhook_endpoint::WebhookKey;

/// Send an endpoint a test.
///
/// A `webhook.test` goes out at once and once, disabled or not; the answer says what became of it.
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
