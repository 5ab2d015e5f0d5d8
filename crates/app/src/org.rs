//! People, units, outside systems and their keys, norms, the calendar, the first start.

mod add_integration;
mod bootstrap;
mod create_user;
mod deactivate_user;
mod get_calendar;
mod get_integration;
mod get_key;
mod get_norm;
mod get_unit;
mod get_user;
mod issue_key;
mod leaving;
mod list_integrations;
mod list_keys;
mod list_norms;
mod list_units;
mod list_users;
mod me;
mod revoke_key;
mod set_norm;
mod set_password;
mod terminate_user;
mod uniqueness;
mod update_calendar;
mod update_integration;
mod update_unit;
mod update_user;

pub use add_integration::add_integration;
pub use bootstrap::{FirstAdmin, bootstrap};
pub use create_user::{NewPerson, create_user};
pub use deactivate_user::deactivate_user;
pub use get_calendar::get_calendar;
pub use get_integration::get_integration;
pub use get_key::get_key;
pub use get_norm::get_norm;
pub use get_unit::get_unit;
pub use get_user::get_user;
pub use issue_key::{IssuedKey, issue_key};
pub(crate) use leaving::leaves;
pub use list_integrations::list_integrations;
pub use list_keys::list_keys;
pub use list_norms::{Norm, list_norms};
pub use list_units::list_units;
pub use list_users::list_users;
pub use me::{Me, me};
pub use revoke_key::revoke_key;
pub use set_norm::{NormSetting, set_norm};
pub use set_password::{PasswordChange, set_password};
pub use terminate_user::terminate_user;
pub use update_calendar::update_calendar;
pub use update_integration::update_integration;
pub use update_unit::update_unit;
pub use update_user::update_user;

#[cfg(test)]
mod tests;
