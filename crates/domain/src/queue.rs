//! The queue of the call centre: lists of clients to be called, one task for each of them, what is said to them, and when (RULES.md §3.2).

pub mod base;
pub mod list;
pub mod refusal;
pub mod script;
pub mod task;
pub mod window;

pub use refusal::Refusal;
