//! The file of a client: the sections of the dossier, contracts, promises, claims.

use app::dossier::{ClaimFilter, ContractFilter, PromiseFilter};

use super::table::Table;
use crate::list::Counting;

mod access_log;
mod claims;
mod contracts;
mod keep_promise;
mod promises;
mod sections;
mod settle_claim;
mod sign_contract;

/// Operations under `/v1/clients`.
pub fn configure_sections(table: &mut impl Table) {
    table
        .service(sections::get_dossier)
        .service(access_log::list_accesses)
        .service(sections::get_section)
        .service(sections::put_section)
        .service(sections::review_section);
}

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(contracts::create_contract)
        .service(contracts::list_contracts)
        .service(Counting::<ContractFilter, _>::at("/contracts", "dossier"))
        .service(contracts::get_contract)
        .service(contracts::patch_contract)
        .service(sign_contract::sign_contract)
        .service(sign_contract::perform_contract)
        .service(sign_contract::terminate_contract)
        .service(promises::create_promise)
        .service(promises::list_promises)
        .service(Counting::<PromiseFilter, _>::at("/promises", "dossier"))
        .service(promises::get_promise)
        .service(promises::patch_promise)
        .service(keep_promise::keep_promise)
        .service(keep_promise::break_promise)
        .service(keep_promise::withdraw_promise)
        .service(claims::create_claim)
        .service(claims::list_claims)
        .service(Counting::<ClaimFilter, _>::at("/claims", "dossier"))
        .service(claims::get_claim)
        .service(claims::patch_claim)
        .service(settle_claim::assign_claim)
        .service(settle_claim::resolve_claim)
        .service(settle_claim::reject_claim);
}
