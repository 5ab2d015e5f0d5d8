//! `POST /v1/webhook-endpoints/{id}/rotate-secret`

use crate::routes::prelude::*;
use crate::wire::webhook_endpoint::{IssuedWebhookEndpoint, WebhookKey};

/// Give a webhook endpoint a new secret.
///
/// The secret is shown in this answer only. For 24 hours messages are signed with both secrets, then with the new one alone.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = IssuedWebhookEndpoint)))]
#[post("/webhook-endpoints/{id}/rotate-secret")]
pub async fn rotate_webhook_secret(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    target: Target<WebhookKey>,
    _: Nothing,
) -> Answered<IssuedWebhookEndpoint> {
    Ok(Answer::ok(app::webhooks::rotate_secret(&ctx, &caller, *target).await?).shown_once())
}
