//! Portfolios: who carries how much; and signals to heads.

pub mod signals;

mod acknowledge_signal;
mod get_portfolio;
mod get_signal;
mod list_portfolios;
mod list_signals;
mod resolve_signal;
mod watch;

pub use acknowledge_signal::acknowledge_signal;
pub use get_portfolio::get_portfolio;
pub use get_signal::get_signal;
pub use list_portfolios::{Portfolio, PortfolioFilter, list_portfolios};
pub use list_signals::list_signals;
pub use resolve_signal::resolve_signal;
pub(crate) use watch::watch;
