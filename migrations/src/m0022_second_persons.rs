//! Where a second person is needed: who put money on a sale by hand, who decided on a correction, when somebody said that his statement
//! is right. Corrections of before were posted at once.

use sea_orm_migration::prelude::*;

use crate::columns::{add, maybe_id, maybe_instant, run, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "allocations", maybe_id("allocated_by")).await?;
        add(manager, "commission_adjustments", text("state").default("posted").take()).await?;
        add(manager, "commission_adjustments", maybe_id("decided_by")).await?;
        add(manager, "commission_adjustments", maybe_instant("decided_at")).await?;
        add(manager, "commission_statements", maybe_instant("acknowledged_at")).await?;
        run(manager, &["create index commission_adjustments_state on commission_adjustments (state, id)"]).await
    }
}
