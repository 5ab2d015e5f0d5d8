//! Signals to heads, and how many clients people look at.

mod readings;
mod signals;

pub use readings::Counted;
pub use signals::{SignalFilter, Signals};
