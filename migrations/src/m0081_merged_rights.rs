//! What merges of clients' records mean for rights to commission (RULES.md E-6).

use sea_orm_migration::prelude::*;

use crate::columns::{add, json};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "commission_entitlements", json("merges").default("[]").take()).await
    }
}
