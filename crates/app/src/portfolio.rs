//! Portfolios: how many clients each person has; and signals to heads.

mod acknowledge_signal;
mod portfolios;
mod resolve_signal;
pub mod signals;
mod watch;

pub use acknowledge_signal::acknowledge_signal;
pub use persistence::portfolio::SignalFilter;
pub use portfolios::{Portfolio, PortfolioFilter, get_portfolio, list_portfolios};
pub use resolve_signal::resolve_signal;
pub use signals::{get_signal, list_signals};
pub(crate) use watch::watch;
