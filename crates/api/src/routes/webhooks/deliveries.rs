//! `/v1/webhook-endpoints/{id}/deliveries`: listed, shown.

use crate::routes::prelude::*;
use crate::wire::webhook_delivery::{DeliveryKey, WebhookDelivery};
use crate::wire::webhook_endpoint::WebhookKey;
use app::webhooks::DeliveryFilter;

/// List deliveries to a webhook endpoint.
///
/// Newest first, each with its attempts. Deliveries that succeeded or were given up are forgotten after 30 days.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path), ListQuery<DeliveryFilter>), responses((status = 200, body = List<WebhookDelivery>)))]
#[get("/webhook-endpoints/{id}/deliveries")]
pub async fn list_webhook_deliveries(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    id: PathId<WebhookKey>,
    query: ListQuery<DeliveryFilter>,
) -> Listed<WebhookDelivery> {
    List::answer(&query, app::webhooks::list_deliveries(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Show a delivery.
///
/// With its newest attempts and their answers.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path), ("delivery_id" = DeliveryKey, Path)), responses((status = 200, body = WebhookDelivery)))]
#[get("/webhook-endpoints/{id}/deliveries/{delivery_id}")]
pub async fn get_webhook_delivery(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    endpoint: PathId<WebhookKey>,
    id: PathId<Child<DeliveryKey>>,
) -> Answered<WebhookDelivery> {
    Ok(Answer::ok(app::webhooks::get_delivery(&ctx, &caller, *endpoint, *id).await?))
}
