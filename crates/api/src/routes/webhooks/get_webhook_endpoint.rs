//! `GET /v1/webhook-endpoints/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::wire::path_id;
use crate::wire::webhook_endpoint::{WebhookEndpoint, WebhookKey};

/// Show a webhook endpoint.
///
/// Without its secret.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = WebhookEndpoint)))]
#[get("/webhook-endpoints/{id}")]
pub async fn get_webhook_endpoint(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    id: Path<String>,
) -> Result<Answer<WebhookEndpoint>, Problem> {
    Ok(Answer::ok(app::webhooks::get_endpoint(&ctx, &caller, path_id(&id)?).await?))
}
