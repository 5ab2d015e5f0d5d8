//! Texts by which lists are sorted stand in one order on both databases: by their bytes, as SQLite has them, and not by the locale in which
//! somebody made the PostgreSQL database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        run(
            manager,
            &[
                "alter table clients alter column legal_name type text collate \"C\"",
                "alter table contacts alter column name type text collate \"C\"",
                "alter table users alter column name type text collate \"C\", alter column email type text collate \"C\"",
                "alter table integrations alter column name type text collate \"C\"",
                "alter table product_lines alter column code type text collate \"C\", alter column name type text collate \"C\"",
            ],
        )
        .await
    }
}
