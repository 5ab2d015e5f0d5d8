//! Answers kept for those who repeat a request under its `Idempotency-Key`.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, maybe_integer, maybe_json, maybe_text, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("actor_id"),
            text("operation"),
            text("key"),
            text("fingerprint"),
            maybe_integer("status"),
            maybe_json("headers"),
            maybe_text("body"),
            instant("created_at"),
        ];
        table(manager, "idempotency", columns, &[]).await?;
        run(
            manager,
            &[
                "create unique index idempotency_key on idempotency (actor_id, operation, key)",
                "create index idempotency_created on idempotency (created_at)",
            ],
        )
        .await
    }
}
