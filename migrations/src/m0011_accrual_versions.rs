//! Lines of the ledger have versions like everything else; those written before begin with 1. What a right has earned is found by it.

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
                "alter table commission_accruals add column version bigint not null default 1",
                "create index commission_accruals_entitlement on commission_accruals (entitlement_id, id) where entitlement_id is not null",
            ],
        )
        .await
    }
}
