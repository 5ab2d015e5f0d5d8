//! `GET /v1/webhook-endpoints/{id}/deliveries`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::path_id;
use crate::wire::webhook_delivery::{WebhookDelivery, WebhookDeliveryFilter};
use crate::wire::webhook_endpoint::WebhookKey;

/// List deliveries to a webhook endpoint.
///
/// Newest first, each with its attempts. Deliveries that succeeded or were given up are forgotten after 30 days.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookKey, Path), WebhookDeliveryFilter, Paging<WebhookDeliveryFilter>), responses((status = 200, body = List<WebhookDelivery>)))]
#[get("/webhook-endpoints/{id}/deliveries")]
pub async fn list_webhook_deliveries(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    id: Path<String>,
    listing: Listing<WebhookDeliveryFilter>,
) -> Result<List<WebhookDelivery>, Problem> {
    let page = app::webhooks::list_deliveries(&ctx, &caller, &listing.filter.of(path_id(&id)?), &listing.page).await?;
    List::of(&listing, page)
}
