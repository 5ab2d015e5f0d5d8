//! Webhooks: endpoints, how far each has been sent the journal, and the delivery of every message.

mod deliveries;
mod endpoints;
mod feeds;

pub use deliveries::{Deliveries, DeliveryFilter};
pub(crate) use endpoints::webhook_endpoint;
pub use endpoints::{EndpointFilter, Endpoints};
pub use feeds::{Feed, Feeds, Hold};
