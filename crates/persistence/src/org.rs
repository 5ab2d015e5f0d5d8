//! People, units, integrations and their keys, logins, norms, the calendar.

mod api_keys;
mod calendar;
mod integrations;
mod norms;
mod refresh_tokens;
mod signing_keys;
mod units;
mod users;

pub use api_keys::{ApiKeyFilter, ApiKeys};
pub use integrations::IntegrationFilter;
pub(crate) use integrations::integration;
pub use norms::NormRecord;
pub use signing_keys::SealedKey;
pub use units::UnitFilter;
pub(crate) use units::unit;
pub use users::{UserFilter, Users};
pub(crate) use users::{user, works_as};
