//! Lists what became of an endpoint's messages.

use domain::webhooks::Delivery;
use persistence::webhooks::DeliveryFilter;
use persistence::{Page, PageRequest};

use super::get_endpoint;
use crate::{Actor, AppError, Ctx};

/// A page of deliveries of one endpoint.
pub async fn list_deliveries(ctx: &Ctx, actor: &Actor, filter: &DeliveryFilter, request: &PageRequest) -> Result<Page<Delivery>, AppError> {
    get_endpoint(ctx, actor, filter.endpoint_id).await?;
    Ok(ctx.read().webhook_deliveries().page(filter, request).await?)
}
