//! Why something was done, where a repeat for another reason must be told from the same said again; and the day on which a payment
//! bounced.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "alter table payments add column bounced_on date",
                "alter table payments add column bounce_reason text",
                "alter table sales add column cancel_reason text",
                "alter table opportunities add column cancel_reason text",
                "alter table commission_entitlements add column suspend_note text",
                "alter table commission_entitlements add column resume_note text",
                "alter table commission_entitlements add column end_note text",
            ],
        )
        .await
    }
}
