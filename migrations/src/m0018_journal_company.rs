//! Entries about the company itself (people, norms, calendar, integrations, webhooks) are few among those about clients, and some read
//! nothing else (`sys_admin`, the webhooks of a machine): an index of their own.

use sea_orm_migration::prelude::*;

use crate::columns::run;

/// Which entries stand in the index. A query that is to use it says the very same.
pub const OF_THE_COMPANY: &str = "subject_kind in ('calendar', 'delivery', 'fxrate', 'integration', 'key', 'norm', 'period', 'plan', 'productline', 'unit', 'user', 'webhook')";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &[&format!("create index journal_company on journal (tx, seq) where {OF_THE_COMPANY}")]).await
    }
}
