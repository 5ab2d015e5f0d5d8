//! The schema, one file a step, the same on SQLite and PostgreSQL.
//!
//! Instants are microseconds in UTC, ids UUIDs, vocabularies their spellings, money minor units beside a currency code.

pub use sea_orm_migration::prelude::*;

pub mod columns;
mod m0001_platform;
mod m0002_org;
mod m0003_clients;
mod m0004_calling;
mod m0005_meetings;
mod m0006_sales;
mod m0007_handoffs;
mod m0008_commission;
mod m0009_portfolio;
mod m0010_idempotency;
mod m0011_accrual_versions;
mod m0012_events;
mod m0013_webhooks;
mod m0014_lists;
mod m0015_restored;
mod m0016_orders;
mod m0017_text_orders;
mod m0018_journal_company;
mod m0019_filters;
mod m0020_journal_told;
mod m0021_one_time_passwords;
mod m0022_second_persons;
mod m0025_rests;
mod m0026_reasons;
mod m0027_rate_versions;
mod m0028_split_signatures;
mod m0029_call_legs;
mod m0030_integration_zones;
mod m0031_contact_phones;
mod m0032_seals;
mod m0035_external_ids;
mod m0036_branches;
mod m0038_silence;
mod m0039_client_readings;
mod m0040_suppressions;
mod m0041_scripts;
mod m0042_call_lists;
mod m0043_call_tasks;
mod m0050_telephony;
mod m0060_calendar_feeds;
mod m0061_call_reviews;
mod m0062_missed_calls;
mod m0063_availabilities;
mod m0064_review_reports;
mod m0065_call_inbox;
mod m0066_reviews_of_calls;
mod m0070_contracts;
mod m0071_promises;
mod m0072_claims;
mod m0073_client_groups;
mod m0074_reassignments;
mod m0075_dossier_sections;
mod m0076_dossier_log;
mod m0077_receivables;
mod m0078_collection_plans;
mod m0079_duplicates;
mod m0080_merges;
mod m0081_merged_rights;
mod m0082_priority_buyers;

pub use m0018_journal_company::OF_THE_COMPANY;
pub use m0020_journal_told::TOLD;

/// Every step, in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_platform::Migration),
            Box::new(m0002_org::Migration),
            Box::new(m0003_clients::Migration),
            Box::new(m0004_calling::Migration),
            Box::new(m0005_meetings::Migration),
            Box::new(m0006_sales::Migration),
            Box::new(m0007_handoffs::Migration),
            Box::new(m0008_commission::Migration),
            Box::new(m0009_portfolio::Migration),
            Box::new(m0010_idempotency::Migration),
            Box::new(m0011_accrual_versions::Migration),
            Box::new(m0012_events::Migration),
            Box::new(m0013_webhooks::Migration),
            Box::new(m0014_lists::Migration),
            Box::new(m0015_restored::Migration),
            Box::new(m0016_orders::Migration),
            Box::new(m0017_text_orders::Migration),
            Box::new(m0018_journal_company::Migration),
            Box::new(m0019_filters::Migration),
            Box::new(m0020_journal_told::Migration),
            Box::new(m0021_one_time_passwords::Migration),
            Box::new(m0022_second_persons::Migration),
            Box::new(m0025_rests::Migration),
            Box::new(m0026_reasons::Migration),
            Box::new(m0027_rate_versions::Migration),
            Box::new(m0032_seals::Migration),
            Box::new(m0028_split_signatures::Migration),
            Box::new(m0029_call_legs::Migration),
            Box::new(m0030_integration_zones::Migration),
            Box::new(m0031_contact_phones::Migration),
            Box::new(m0035_external_ids::Migration),
            Box::new(m0036_branches::Migration),
            Box::new(m0038_silence::Migration),
            Box::new(m0039_client_readings::Migration),
            Box::new(m0040_suppressions::Migration),
            Box::new(m0060_calendar_feeds::Migration),
            Box::new(m0061_call_reviews::Migration),
            Box::new(m0062_missed_calls::Migration),
            Box::new(m0063_availabilities::Migration),
            Box::new(m0064_review_reports::Migration),
            Box::new(m0065_call_inbox::Migration),
            Box::new(m0050_telephony::Migration),
            Box::new(m0041_scripts::Migration),
            Box::new(m0042_call_lists::Migration),
            Box::new(m0043_call_tasks::Migration),
            Box::new(m0066_reviews_of_calls::Migration),
            Box::new(m0070_contracts::Migration),
            Box::new(m0071_promises::Migration),
            Box::new(m0072_claims::Migration),
            Box::new(m0074_reassignments::Migration),
            Box::new(m0077_receivables::Migration),
            Box::new(m0078_collection_plans::Migration),
            Box::new(m0079_duplicates::Migration),
            Box::new(m0080_merges::Migration),
            Box::new(m0081_merged_rights::Migration),
            Box::new(m0073_client_groups::Migration),
            Box::new(m0082_priority_buyers::Migration),
            Box::new(m0075_dossier_sections::Migration),
            Box::new(m0076_dossier_log::Migration),
        ]
    }
}
