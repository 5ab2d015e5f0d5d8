//! `GET /v1/webhook-endpoints/{id}/deliveries/{delivery_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::wire::path_id;
use crate::wire::webhook_delivery::{DeliveryKey, WebhookDelivery};
use crate::wire::webhook_endpoint::WebhookKey;

/// Show a delivery.
///
/// With its newest attempts and their answers.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path), ("delivery_id" = DeliveryKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[get("/webhook-endpoints/{id}/deliveries/{delivery_id}")]
pub async fn get_webhook_delivery(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    path: Path<(String, String)>,
) -> Result<Answer<WebhookDelivery>, Problem> {
    Ok(Answer::ok(app::webhooks::get_delivery(&ctx, &caller, path_id(&path.0)?, path_id(&path.1)?).await?))
}
