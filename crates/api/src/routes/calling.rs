//! Calls: reported by telephony, matched, disposed of.

use super::table::Table;
use crate::list::Counting;

mod calls;
mod dispose_call;
mod match_call;
mod suppressions;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(calls::create_call)
        .service(calls::batch_calls)
        .service(calls::list_calls)
        .service(Counting::<app::calling::CallFilter, _>::at("/calls", "calls"))
        .service(calls::get_call)
        .service(match_call::match_call)
        .service(dispose_call::dispose_call)
        .service(calls::list_call_inbox)
        .service(suppressions::create_suppression)
        .service(suppressions::batch_suppressions)
        .service(suppressions::list_suppressions)
        .service(Counting::<app::calling::SuppressionFilter, _>::at("/suppressions", "calls"))
        .service(suppressions::get_suppression)
        .service(suppressions::lift_suppression);
}
