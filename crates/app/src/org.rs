//! People, units, outside systems and their keys, norms, the calendar, the first start.

mod add_integration;
mod bootstrap;
mod deactivate_user;
mod get_calendar;
mod get_integration;
mod get_key;
mod get_norm;
mod get_unit;
mod issue_key;
mod list_integrations;
mod list_keys;
mod list_norms;
mod list_units;
mod me;
mod revoke_key;
mod set_norm;
mod set_password;
mod terminate_user;
mod uniqueness;
mod update_calendar;
mod update_integration;
mod update_unit;
mod users;

pub use add_integration::add_integration;
pub use bootstrap::{FirstAdmin, bootstrap};
pub use deactivate_user::deactivate_user;
pub use get_calendar::get_calendar;
pub use get_integration::get_integration;
pub use get_key::get_key;
pub use get_norm::get_norm;
pub use get_unit::get_unit;
pub use issue_key::{IssuedKey, issue_key};
pub use list_integrations::list_integrations;
pub use list_keys::list_keys;
pub use list_norms::{Norm, list_norms};
pub use list_units::list_units;
pub use me::{Me, me};
pub use persistence::org::UserFilter;
pub use revoke_key::revoke_key;
pub use set_norm::{NormSetting, set_norm};
pub use set_password::{PasswordChange, set_password};
pub(crate) use terminate_user::save_leaver;
pub use terminate_user::terminate_user;
pub use update_calendar::update_calendar;
pub use update_integration::update_integration;
pub use update_unit::update_unit;
pub use users::{NewPerson, create_user, get_user, list_users, update_user};

#[cfg(test)]
mod tests;
