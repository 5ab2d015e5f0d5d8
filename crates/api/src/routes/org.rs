//! People, units, outside systems and their keys, norms, the calendar.

use super::table::Table;

mod create_integration;
mod create_key;
mod deactivate_user;
mod get_calendar;
mod get_integration;
mod get_key;
mod get_me;
mod get_norm;
mod get_unit;
mod list_integrations;
mod list_keys;
mod list_norms;
mod list_units;
mod patch_calendar;
mod patch_integration;
mod patch_unit;
mod revoke_key;
mod set_norm;
mod set_user_password;
mod terminate_user;
mod users;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(users::create_user)
        .service(users::list_users)
        .service(users::get_user)
        .service(users::patch_user)
        .service(deactivate_user::deactivate_user)
        .service(terminate_user::terminate_user)
        .service(set_user_password::set_user_password)
        .service(list_units::list_units)
        .service(get_unit::get_unit)
        .service(patch_unit::patch_unit)
        .service(create_integration::create_integration)
        .service(list_integrations::list_integrations)
        .service(get_integration::get_integration)
        .service(patch_integration::patch_integration)
        .service(create_key::create_key)
        .service(list_keys::list_keys)
        .service(get_key::get_key)
        .service(revoke_key::revoke_key)
        .service(set_norm::set_norm)
        .service(list_norms::list_norms)
        .service(get_norm::get_norm)
        .service(get_calendar::get_calendar)
        .service(patch_calendar::patch_calendar)
        .service(get_me::get_me);
}
