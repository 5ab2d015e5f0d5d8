//! The journal as others follow it: page by page, live, and who looked at what.

mod anchor;
mod list_audit;
mod list_events;
mod looked;
mod tickets;

pub use anchor::anchor;
pub use list_audit::list_audit;
pub use list_events::{Followed, follow, list_events, told};
pub(crate) use looked::{looked, looked_at_commission};
pub use tickets::{Ticket, issue_ticket, spend_ticket};
