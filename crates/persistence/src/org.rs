//! People, units, outside systems, logins, norms, the calendar.

mod api_keys;
mod calendar;
mod integrations;
mod norms;
mod sessions;
mod signing_keys;
mod units;
mod users;

pub use api_keys::{ApiKeyFilter, ApiKeys};
pub use integrations::{IntegrationFilter, Integrations};
pub use norms::{NormRecord, NormVersions};
pub use sessions::Sessions;
pub use signing_keys::{SealedKey, SigningKeys};
pub use units::Units;
pub(crate) use users::user;
pub use users::{UserFilter, Users};
