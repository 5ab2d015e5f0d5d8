//! Portfolios and signals.

use super::table::Table;
use crate::list::Counting;

mod acknowledge_signal;
mod portfolios;
mod resolve_signal;
mod signals;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(portfolios::list_portfolios)
        .service(portfolios::get_portfolio)
        .service(signals::list_signals)
        .service(Counting::<app::portfolio::SignalFilter, _>::at("/signals", "portfolio"))
        .service(signals::get_signal)
        .service(acknowledge_signal::acknowledge_signal)
        .service(resolve_signal::resolve_signal);
}
