//! Clients: their cards, their people, what was said to them, who answers for them.

pub mod contact;
pub mod curate;

mod add_contact;
mod confirm_lost;
mod disqualify_client;
mod exempt_contact;
mod get_client;
mod get_contact;
mod list_activities;
mod list_assignments;
mod list_clients;
mod list_contacts;
mod list_timeline;
mod lock;
mod log_activity;
mod postpone_client;
mod propose_lost;
mod qualify_client;
mod recycle_client;
mod register_client;
mod reopen_client;
mod set_do_not_call;
mod update_client;
mod update_contact;

pub use add_contact::{NewContact, add_contact};
pub use confirm_lost::confirm_lost;
pub use disqualify_client::disqualify_client;
pub use exempt_contact::exempt_contact;
pub use get_client::get_client;
pub use get_contact::{ContactCard, get_contact};
pub use list_activities::list_activities;
pub use list_assignments::list_assignments;
pub use list_clients::list_clients;
pub use list_contacts::list_contacts;
pub use list_timeline::list_timeline;
pub use log_activity::{NewActivity, log_activity};
pub use postpone_client::postpone_client;
pub use propose_lost::propose_lost;
pub use qualify_client::qualify_client;
pub use recycle_client::recycle_client;
pub use register_client::{Registered, register_client};
pub use reopen_client::{Reopening, reopen_client};
pub use set_do_not_call::set_do_not_call;
pub use update_client::{ClientChange, update_client};
pub use update_contact::{ContactChange, update_contact};
