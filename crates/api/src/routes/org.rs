//! People, units, outside systems and their keys, norms, the calendar.

use super::table::Table;
use crate::list::Counting;

mod calendar;
mod deactivate_user;
mod integrations;
mod keys;
mod me;
mod norms;
mod reset_user_password;
mod revoke_key;
mod rotate_url_secret;
mod set_norm;
mod set_user_password;
mod telephony_reports;
mod terminate_user;
mod units;
mod users;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(users::create_user)
        .service(users::put_user)
        .service(users::list_users)
        .service(Counting::<app::org::UserFilter, _>::at("/users", "org"))
        .service(users::get_user)
        .service(users::patch_user)
        .service(deactivate_user::deactivate_user)
        .service(terminate_user::terminate_user)
        .service(set_user_password::set_user_password)
        .service(reset_user_password::reset_user_password)
        .service(units::list_units)
        .service(Counting::<app::org::UnitFilter, _>::at("/units", "org"))
        .service(units::get_unit)
        .service(units::patch_unit)
        .service(integrations::create_integration)
        .service(integrations::list_integrations)
        .service(Counting::<app::org::IntegrationFilter, _>::at("/integrations", "org"))
        .service(integrations::get_integration)
        .service(integrations::patch_integration)
        .service(rotate_url_secret::rotate_url_secret)
        .service(telephony_reports::list_integration_reports)
        .service(keys::create_key)
        .service(keys::list_keys)
        .service(keys::get_key)
        .service(revoke_key::revoke_key)
        .service(set_norm::set_norm)
        .service(norms::list_norms)
        .service(norms::get_norm)
        .service(calendar::get_calendar)
        .service(calendar::patch_calendar)
        .service(me::get_me);
    super::meetings::configure_feeds(table);
}
