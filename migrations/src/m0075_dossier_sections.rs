//! What is written in the dossiers of clients (RULES.md §3.22).

use sea_orm_migration::prelude::*;

use crate::columns::{id, json, maybe_id, maybe_instant, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("client_id"),
            text("section"),
            json("content"),
            maybe_instant("reviewed_at"),
            maybe_id("reviewed_by"),
            maybe_instant("updated_at"),
            maybe_id("updated_by"),
        ];
        let references = [("client_id", "clients"), ("reviewed_by", "users"), ("updated_by", "users")];
        table(manager, "dossier_sections", columns, &references).await?;
        run(manager, &["create unique index dossier_sections_client on dossier_sections (client_id, section)"]).await
    }
}
