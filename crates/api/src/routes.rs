//! The operations: one file each, one folder an area; and which of them need authentication.

pub mod calling;
pub mod clients;
pub mod commission;
pub mod dossier;
pub mod events;
pub mod groups;
pub mod handoffs;
pub mod meetings;
pub mod merges;
pub mod oauth;
pub mod org;
pub mod platform;
pub mod portfolio;
mod prelude;
pub mod queue;
pub mod reassignments;
pub mod receivables;
pub mod reports;
pub mod sales;
pub mod table;
pub mod telephony;
pub mod webhooks;

use self::table::Table;

/// Everything under `/v1`, each area with its resources. Actix looks from the top: what machines ask all day stands first.
pub fn v1(table: &mut impl Table) {
    table
        .area(&["calls", "call-inbox", "suppressions"], calling::configure)
        .area(&["availabilities", "call-review-samples", "call-reviews", "missed-calls", "scorecards"], calling::configure_quality)
        .area(&["scripts", "call-lists", "call-tasks"], queue::configure)
        .area(&["clients"], |table| {
            clients::configure(table);
            dossier::configure_sections(table);
        })
        .area(&["client-groups"], groups::configure)
        .area(&["opportunities", "payments", "product-lines", "refunds", "sales"], sales::configure)
        .area(&["claims", "contracts", "promises"], dossier::configure)
        .area(&["collection-plans", "receivables"], receivables::configure)
        .area(&["meetings", "slots"], meetings::configure)
        .area(&["handoffs"], handoffs::configure)
        .area(&["portfolios", "signals"], portfolio::configure)
        .area(&["reassignments"], reassignments::configure)
        .area(&["duplicates", "merges"], merges::configure)
        .area(&["commission", "fx-rates"], commission::configure)
        .area(&["reports"], reports::configure)
        .area(&["audit", "event-tickets", "events"], events::configure)
        .area(&["webhook-endpoints"], webhooks::configure)
        .area(&["calendar", "integrations", "me", "norms", "units", "users"], org::configure)
        .area(&["sandbox"], platform::configure);
}

/// What needs no authentication, or authenticates by itself.
pub fn open(table: &mut impl Table) {
    oauth::configure(table);
    table.service(meetings::calendar_feeds::read_calendar_feed);
    telephony::configure(table);
    table.service(platform::health::get_health).service(platform::health::get_readiness).service(platform::health::get_metrics);
}
