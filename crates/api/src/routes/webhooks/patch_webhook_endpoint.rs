//! `PATCH /v1/webhook-endpoints/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::path_id;
use crate::wire::webhook_endpoint::{WebhookEndpoint, WebhookEndpointPatch, WebhookKey};

/// Change a webhook endpoint.
///
/// While it is disabled nothing is sent; once it is enabled again, everything that happened meanwhile is.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), request_body(content = WebhookEndpointPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = WebhookEndpoint)))]
#[patch("/webhook-endpoints/{id}")]
pub async fn patch_webhook_endpoint(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<WebhookEndpointPatch>,
) -> Result<Answer<WebhookEndpoint>, Problem> {
    Ok(Answer::ok(app::webhooks::update_endpoint(&ctx, &caller, path_id(&id)?, expected.0, patch.0.into()).await?))
}
