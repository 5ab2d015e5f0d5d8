//! `POST /v1/webhook-endpoints/{id}/test`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Nothing};
use crate::courier::Courier;
use crate::wire::path_id;
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
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<WebhookDelivery>, Problem> {
    Ok(Answer::ok(app::webhooks::test_endpoint(&ctx, &caller, &**courier, path_id(&id)?, expected.0).await?))
}
