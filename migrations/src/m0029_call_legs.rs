//! The legs of a call, each with the part of its person.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let json = if manager.get_database_backend() == DbBackend::Postgres { "jsonb" } else { "jsonb_text" };
        run(manager, &[&format!("alter table calls add column legs {json} not null default '[]'")]).await
    }
}
