//! Clients: cards, people, history.

use super::table::Table;

mod batch_activities;
mod batch_clients;
mod batch_contacts;
mod confirm_lost;
mod create_activity;
mod create_client;
mod create_contact;
mod disqualify_client;
mod erase_personal_data;
mod exempt_contact;
mod get_activity;
mod get_client;
mod get_contact;
mod list_activities;
mod list_assignments;
mod list_clients;
mod list_contacts;
mod list_timeline;
mod patch_client;
mod patch_contact;
mod postpone_client;
mod propose_lost;
mod qualify_client;
mod recycle_client;
mod reopen_client;
mod set_credit_hold;
mod set_do_not_call;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_client::create_client)
        .service(batch_clients::batch_clients)
        .service(list_clients::list_clients)
        .service(get_client::get_client)
        .service(patch_client::patch_client)
        .service(qualify_client::qualify_client)
        .service(postpone_client::postpone_client)
        .service(disqualify_client::disqualify_client)
        .service(recycle_client::recycle_client)
        .service(propose_lost::propose_lost)
        .service(confirm_lost::confirm_lost)
        .service(reopen_client::reopen_client)
        .service(exempt_contact::exempt_contact)
        .service(set_credit_hold::set_credit_hold)
        .service(set_do_not_call::set_do_not_call)
        .service(erase_personal_data::erase_personal_data)
        .service(create_contact::create_contact)
        .service(batch_contacts::batch_contacts)
        .service(list_contacts::list_contacts)
        .service(get_contact::get_contact)
        .service(patch_contact::patch_contact)
        .service(create_activity::create_activity)
        .service(batch_activities::batch_activities)
        .service(list_activities::list_activities)
        .service(get_activity::get_activity)
        .service(list_assignments::list_assignments)
        .service(list_timeline::list_timeline);
}
