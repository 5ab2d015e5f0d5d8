//! That somebody has read something is told to auditors alone, and may be what most entries say: whoever reads the others backwards had to
//! pass all of it. The index of what concerns the company leaves it out as well.

use sea_orm_migration::prelude::*;

use crate::columns::run;
use crate::m0018_journal_company::OF_THE_COMPANY;

/// Which entries are told to everybody who may read what they are about. A query that is to use the indexes says the very same.
pub const TOLD: &str = "name <> 'restricted_read'";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A database that was set up while m0018 held both already has `journal_told`.
        let told = format!("create index journal_told on journal (tx, seq) where {TOLD}");
        let company = format!("create index journal_company on journal (tx, seq) where {TOLD} and {OF_THE_COMPANY}");
        run(manager, &["drop index journal_company", "drop index if exists journal_told", &company, &told]).await
    }
}
