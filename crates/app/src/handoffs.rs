//! The handoff: a client goes from the hunter to the farmer.

mod accept_handoff;
mod assign_handoff;
mod cancel_handoff;
mod complete_handoff;
pub mod effects;
mod exempt_handoff;
pub(crate) mod farmers;
mod get_handoff;
mod introduce_handoff;
mod list_handoffs;
mod locking;
pub(crate) mod overdue;
mod propose_handoff;
mod return_handoff;
mod saving;
mod take_over;

pub use accept_handoff::accept_handoff;
pub use assign_handoff::{Assigning, assign_handoff};
pub use cancel_handoff::cancel_handoff;
pub use complete_handoff::complete_handoff;
pub use exempt_handoff::{Exemption, exempt_handoff};
pub use get_handoff::get_handoff;
pub use introduce_handoff::{Introduction, introduce_handoff};
pub use list_handoffs::list_handoffs;
pub use propose_handoff::{Proposing, propose_handoff};
pub use return_handoff::{Returning, return_handoff};
