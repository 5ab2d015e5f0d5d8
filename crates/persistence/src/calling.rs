//! Calls, the events they are folded from, and whom a number and an extension name.

mod call_events;
mod call_row;
mod calls;
mod parties;
mod record;

pub use calls::{CallFilter, Calls};
pub use parties::Parties;
