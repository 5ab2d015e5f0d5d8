//! Calls: taken in from telephony, matched to people, disposed of by them.

mod adopt;
mod conversation;
mod dispose_call;
mod fold_report;
mod get_call;
mod list_calls;
mod match_call;
mod posted;
mod record_call;

pub use dispose_call::{Said, dispose_call};
pub use get_call::get_call;
pub use list_calls::{list_call_inbox, list_calls};
pub use match_call::match_call;
pub use posted::Posted;
pub use record_call::{Recorded, record_call};
