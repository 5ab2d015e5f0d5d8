//! Who must agree to how the credit of a deal is split, and who has (RULES.md §6.1).

use sea_orm_migration::prelude::*;

use crate::columns::{add, json};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "opportunities", json("split_signatures").default("[]").take()).await
    }
}
