//! The journal as others follow it: page by page, live, and who looked at what.

mod anchor;
mod list_events;
mod tickets;

pub use anchor::anchor;
pub use list_events::{Followed, follow, list_events, told};
pub use tickets::{Ticket, issue_ticket, spend_ticket};
