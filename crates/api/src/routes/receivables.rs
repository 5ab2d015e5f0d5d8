//! What clients owe, and what is planned to be collected.

use app::receivables::{CollectionPlanFilter, ReceivableFilter};

use super::table::Table;
use crate::list::Counting;

mod approve_collection_plan;
mod collection_plans;
mod list_receivables;
mod promises;
mod propose_items;
mod work;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(list_receivables::list_receivables)
        .service(Counting::<ReceivableFilter, _>::at("/receivables", "receivables"))
        .service(promises::create_promise_to_pay)
        .service(promises::list_promises_to_pay)
        .service(work::create_receivable_work)
        .service(work::list_receivable_work)
        .service(collection_plans::create_collection_plan)
        .service(collection_plans::list_collection_plans)
        .service(Counting::<CollectionPlanFilter, _>::at("/collection-plans", "receivables"))
        .service(collection_plans::get_collection_plan)
        .service(collection_plans::patch_collection_plan)
        .service(approve_collection_plan::approve_collection_plan)
        .service(propose_items::propose_items);
}
