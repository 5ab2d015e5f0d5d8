//! Signals to heads.

mod signals;

pub use signals::{Reach, SignalFilter, Signals};
