//! Webhooks: who is told what happens, and what became of it.

use super::table::Table;

mod create_webhook_endpoint;
mod get_webhook_delivery;
mod get_webhook_endpoint;
mod list_webhook_deliveries;
mod list_webhook_endpoints;
mod patch_webhook_endpoint;
mod redeliver_webhook;
mod rotate_webhook_secret;
mod test_webhook_endpoint;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_webhook_endpoint::create_webhook_endpoint)
        .service(list_webhook_endpoints::list_webhook_endpoints)
        .service(get_webhook_endpoint::get_webhook_endpoint)
        .service(patch_webhook_endpoint::patch_webhook_endpoint)
        .service(rotate_webhook_secret::rotate_webhook_secret)
        .service(test_webhook_endpoint::test_webhook_endpoint)
        .service(list_webhook_deliveries::list_webhook_deliveries)
        .service(get_webhook_delivery::get_webhook_delivery)
        .service(redeliver_webhook::redeliver_webhook);
}
