//! Webhooks: who is told what happens, and what became of it.

use super::table::Table;
use crate::list::Counting;
use crate::wire::PathId;

mod deliveries;
mod endpoints;
mod redeliver_webhook;
mod rotate_webhook_secret;
mod test_webhook_endpoint;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(endpoints::create_webhook_endpoint)
        .service(endpoints::list_webhook_endpoints)
        .service(Counting::<app::webhooks::EndpointFilter, _>::at("/webhook-endpoints", "webhooks"))
        .service(endpoints::get_webhook_endpoint)
        .service(endpoints::patch_webhook_endpoint)
        .service(rotate_webhook_secret::rotate_webhook_secret)
        .service(test_webhook_endpoint::test_webhook_endpoint)
        .service(deliveries::list_webhook_deliveries)
        .service(Counting::<app::webhooks::DeliveryFilter, PathId<crate::wire::webhook_endpoint::WebhookKey>>::of(
            "/webhook-endpoints/{id}/deliveries",
            "webhooks",
        ))
        .service(deliveries::get_webhook_delivery)
        .service(redeliver_webhook::redeliver_webhook);
}
