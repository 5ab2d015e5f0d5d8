//! Signals to heads.

mod signals;

pub use signals::{SignalFilter, Signals};
