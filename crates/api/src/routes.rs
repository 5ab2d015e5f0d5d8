//! The operations: one file each, one folder an area; and which of them need authentication.

pub mod calling;
pub mod clients;
pub mod commission;
pub mod events;
pub mod handoffs;
pub mod meetings;
pub mod oauth;
pub mod org;
pub mod platform;
pub mod portfolio;
mod prelude;
pub mod sales;
pub mod table;
pub mod webhooks;

use self::table::Table;

/// Everything under `/v1`. Actix looks from the top: what machines ask all day stands first.
pub fn v1(table: &mut impl Table) {
    table
        .configure(calling::configure)
        .configure(clients::configure)
        .configure(sales::configure)
        .configure(meetings::configure)
        .configure(handoffs::configure)
        .configure(portfolio::configure)
        .configure(commission::configure)
        .configure(events::configure)
        .configure(webhooks::configure)
        .configure(org::configure)
        .configure(platform::configure);
}

/// What needs no authentication.
pub fn open(table: &mut impl Table) {
    table
        .configure(oauth::configure)
        .service(platform::health::get_health)
        .service(platform::health::get_readiness)
        .service(platform::health::get_metrics);
}
