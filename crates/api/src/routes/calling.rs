//! Calls: reported by telephony, matched, disposed of.

use super::table::Table;

mod batch_calls;
mod create_call;
mod dispose_call;
mod get_call;
mod list_call_inbox;
mod list_calls;
mod match_call;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_call::create_call)
        .service(batch_calls::batch_calls)
        .service(list_calls::list_calls)
        .service(get_call::get_call)
        .service(match_call::match_call)
        .service(dispose_call::dispose_call)
        .service(list_call_inbox::list_call_inbox);
}
