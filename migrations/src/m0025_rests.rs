//! When entitlements rested, so that money is judged by its value date; those that are dormant still run out; and a movement of money
//! may change one person's commission at two rates of one rule, so that no payment or refund is refused for it.

use sea_orm_migration::prelude::*;

use crate::columns::{json, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rests = json("rests").default("[]").take();
        manager.alter_table(Table::alter().table("commission_entitlements").add_column(rests).take()).await?;
        run(manager, INDEXES).await
    }
}

const INDEXES: &[&str] = &[
    "drop index commission_accruals_once",
    "create unique index commission_accruals_once on commission_accruals (allocation_id, sale_line_id, user_id, rule, rate_bp, fx_on) where allocation_id is not null",
];
