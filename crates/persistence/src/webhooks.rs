//! Webhooks: endpoints, how far each has been told, and what became of every message.

mod deliveries;
mod endpoints;
mod feeds;

pub use deliveries::{Deliveries, DeliveryFilter};
pub use endpoints::{EndpointFilter, Endpoints};
pub use feeds::{Feed, Feeds, Hold};
