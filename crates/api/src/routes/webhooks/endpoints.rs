//! `/v1/webhook-endpoints`: listed, made, shown, changed.

use crate::routes::prelude::*;
use crate::wire::webhook_endpoint::{IssuedWebhookEndpoint, NewWebhookEndpoint, WebhookEndpoint, WebhookEndpointPatch, WebhookKey};
use app::webhooks::EndpointFilter;

/// List webhook endpoints.
///
/// Without their secrets, oldest first.
#[utoipa::path(tag = "webhooks", params(ListQuery<EndpointFilter>), responses((status = 200, body = List<WebhookEndpoint>)))]
#[get("/webhook-endpoints")]
pub async fn list_webhook_endpoints(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    query: ListQuery<EndpointFilter>,
) -> Listed<WebhookEndpoint> {
    List::answer(&query, app::webhooks::list_endpoints(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Create a webhook endpoint.
///
/// Events are sent from now on, in order and until they have arrived, as far as you may read them yourself. The secret, `secret`, is shown
/// in this answer only: messages are signed with it (Standard Webhooks 1.0).
#[utoipa::path(tag = "webhooks", responses((status = 201, body = IssuedWebhookEndpoint)))]
#[post("/webhook-endpoints")]
pub async fn create_webhook_endpoint(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    body: Json<NewWebhookEndpoint>,
) -> Answered<IssuedWebhookEndpoint> {
    let issued = app::webhooks::add_endpoint(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/webhook-endpoints/{}", issued.endpoint.id), issued).shown_once())
}

/// Show a webhook endpoint.
///
/// Without its secret.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), responses((status = 200, body = WebhookEndpoint)))]
#[get("/webhook-endpoints/{id}")]
pub async fn get_webhook_endpoint(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    id: PathId<WebhookKey>,
) -> Answered<WebhookEndpoint> {
    Ok(Answer::ok(app::webhooks::get_endpoint(&ctx, &caller, *id).await?))
}

/// Change a webhook endpoint.
///
/// While it is disabled nothing is sent; once it is enabled again, everything that happened meanwhile is.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path)), request_body(content = WebhookEndpointPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = WebhookEndpoint)))]
#[patch("/webhook-endpoints/{id}")]
pub async fn patch_webhook_endpoint(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    target: PatchTarget<WebhookKey>,
    patch: Patch<WebhookEndpointPatch>,
) -> Answered<WebhookEndpoint> {
    Ok(Answer::ok(app::webhooks::update_endpoint(&ctx, &caller, *target, patch.0.into()).await?))
}
