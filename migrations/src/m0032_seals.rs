//! Seals of rows of money: what each row was when it was last written, vouched for by the journal entry of that transaction.

use sea_orm_migration::prelude::*;

use crate::columns::{id, integer, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seal = vec![integer("seq"), text("table_name"), id("row_id"), text("shape"), text("digest")];
        table(manager, "seals", seal, &[]).await?;
        run(
            manager,
            &[
                // SHA-256 over the seals of the transaction; a part of the entry's own hash.
                "alter table journal add column seal text",
                "create unique index seals_entry on seals (seq, table_name, row_id)",
                "create unique index seals_row on seals (table_name, row_id, seq)",
            ],
        )
        .await
    }
}
