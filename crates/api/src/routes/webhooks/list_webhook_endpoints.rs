//! `GET /v1/webhook-endpoints`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::webhook_endpoint::{WebhookEndpoint, WebhookEndpointFilter};

/// List webhook endpoints.
///
/// Without their secrets, oldest first.
#[utoipa::path(tag = "webhooks", params(WebhookEndpointFilter, Paging<WebhookEndpointFilter>), responses((status = 200, body = List<WebhookEndpoint>)))]
#[get("/webhook-endpoints")]
pub async fn list_webhook_endpoints(
    ctx: Data<Ctx>,
    caller: May<permission::ManageWebhooks>,
    listing: Listing<WebhookEndpointFilter>,
) -> Result<List<WebhookEndpoint>, Problem> {
    let page = app::webhooks::list_endpoints(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
