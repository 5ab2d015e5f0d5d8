//! Calls that nobody has to match any more, and why.

use sea_orm_migration::prelude::*;

use crate::columns::{add, maybe_text, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "calls", maybe_text("dismissed")).await?;
        run(
            manager,
            &[
                "create index calls_inbox on calls (id) where client_id is null and direction <> 'internal' and dismissed is null",
                "create index calls_dismissed on calls (dismissed, id) where dismissed is not null",
                "create index calls_unassigned on calls (id) where user_id is null and direction <> 'internal'",
                "create index calls_waiting on calls (client_phone, id) where client_id is null and direction <> 'internal' and dismissed is null",
            ],
        )
        .await
    }
}
