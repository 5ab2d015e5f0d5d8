//! Calls: reported by telephony, matched to people, disposed of by them.

mod calls;
mod conversation;
mod create_client;
mod dispose_call;
mod fold_report;
mod match_call;
mod record_call;

pub use calls::{get_call, list_call_inbox, list_calls};
pub use dispose_call::{NewDisposition, dispose_call};
pub use match_call::match_call;
pub use persistence::calling::CallFilter;
pub use record_call::{Posted, Recorded, record_call};
