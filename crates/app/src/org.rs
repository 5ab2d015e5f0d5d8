//! People, units, integrations and their keys, norms, the calendar, the first start.

mod bootstrap;
mod calendar;
mod deactivate_user;
mod integrations;
mod keys;
mod me;
mod norms;
mod power;
mod reset_password;
mod revoke_key;
mod rotate_url_secret;
mod set_norm;
mod set_password;
mod terminate_user;
mod uniqueness;
mod units;
mod users;

pub use bootstrap::{FirstAdmin, bootstrap};
pub use calendar::{get_calendar, update_calendar};
pub use deactivate_user::deactivate_user;
pub(crate) use integrations::signing_key;
pub use integrations::{Connected, Secrets, add_integration, get_integration, list_integrations, update_integration};
pub use keys::{IssuedKey, get_key, issue_key, list_keys};
pub use me::{Me, me};
pub use norms::{Norm, NormFilter, get_norm, list_norms};
pub use persistence::org::{ApiKeyFilter, IntegrationFilter, NormRecord, UnitFilter, UserFilter};
pub use reset_password::{OneTimePassword, reset_password};
pub use revoke_key::revoke_key;
pub use rotate_url_secret::rotate_url_secret;
pub use set_norm::{NormSetting, set_norm};
pub use set_password::{PasswordChange, set_password};
pub(crate) use terminate_user::save_leaver;
pub use terminate_user::terminate_user;
pub use units::{get_unit, list_units, update_unit};
pub use users::{NewPerson, create_user, get_user, list_users, recognise_user, update_user};
pub(crate) use users::{hash, hire};

#[cfg(test)]
mod tests;
