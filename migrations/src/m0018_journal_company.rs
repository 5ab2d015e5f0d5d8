//! Entries about the company itself (people, norms, calendar, integrations, webhooks) are few among those about clients, and some read
//! nothing else (`sys_admin`, the webhooks of a machine): an index of their own. That somebody has read something is told to auditors
//! alone, and may be what most entries say: the others have one too.

use sea_orm_migration::prelude::*;

use crate::columns::run;

/// Which entries stand in the index. A query that is to use it says the very same.
pub const OF_THE_COMPANY: &str = "name <> 'restricted_read' and subject_kind in ('calendar', 'delivery', 'fxrate', 'integration', 'key', 'norm', 'period', 'plan', 'productline', 'unit', 'user', 'webhook')";

/// The same of the entries that are told to everybody who may read what they are about.
pub const TOLD: &str = "name <> 'restricted_read'";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let company = format!("create index journal_company on journal (tx, seq) where {OF_THE_COMPANY}");
        let told = format!("create index journal_told on journal (tx, seq) where {TOLD}");
        run(manager, &[&company, &told]).await
    }
}
