//! Portfolios: how many clients each person has, and how many he looks at; and signals to heads.

mod acknowledge_signal;
mod counted_signals;
mod portfolios;
pub(crate) mod readings;
mod report_staffing;
mod resolve_signal;
pub mod signals;

pub use acknowledge_signal::acknowledge_signal;
pub(crate) use counted_signals::update_counted_signals;
pub use persistence::portfolio::SignalFilter;
pub use portfolios::{Portfolio, PortfolioFilter, get_portfolio, list_portfolios};
pub use report_staffing::report_staffing;
pub use resolve_signal::resolve_signal;
pub use signals::{get_signal, list_signals};
