//! The journal as others read it: page by page, live, and who read what is restricted.

mod anchors;
mod lists;
mod reading;
mod restricted_reads;
mod tickets;

pub use anchors::anchor;
pub use lists::{AuditFilter, EventFilter, list_audit, list_events};
pub use reading::{JournalPage, of_all_records, read_journal, readable_kinds};
pub(crate) use restricted_reads::{record_commission_reads, record_reads};
pub use tickets::{Ticket, issue_ticket, spend_ticket};

use reading::start;
