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
use crate::webhook_dispatcher::WebhookClient;
use crate::wire::path_id;
use crate::wire::webhook_delivery::WebhookDelivery;
use crate::wire::webhook_endpoint::WebhookKey;

/// Send an endpoint a test.
///
/// A `webhook.test` goes out at once and once, disabled or not; the answer says what became of it.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[post("/webhook-endpoints/{id}/test")]
pub async fn test_webhook_endpoint(
    (ctx, client): (Data<Ctx>, Data<WebhookClient>),
    caller: May<permission::ManageWebhooks>,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<WebhookDelivery>, Problem> {
    Ok(Answer::ok(app::webhooks::test_endpoint(&ctx, &caller, &**client, path_id(&id)?, expected.0).await?))
}
