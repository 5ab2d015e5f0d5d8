//! Portfolios and signals.

use super::table::Table;

mod acknowledge_signal;
mod get_portfolio;
mod get_signal;
mod list_portfolios;
mod list_signals;
mod resolve_signal;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(list_portfolios::list_portfolios)
        .service(get_portfolio::get_portfolio)
        .service(list_signals::list_signals)
        .service(get_signal::get_signal)
        .service(acknowledge_signal::acknowledge_signal)
        .service(resolve_signal::resolve_signal);
}
