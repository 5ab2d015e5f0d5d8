//! `POST /v1/webhook-endpoints`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::webhook_endpoint::{IssuedWebhookEndpoint, NewWebhookEndpoint};

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
) -> Result<Answer<IssuedWebhookEndpoint>, Problem> {
    let issued = app::webhooks::add_endpoint(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/webhook-endpoints/{}", issued.endpoint.id), issued).shown_once())
}
