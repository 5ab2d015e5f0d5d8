//! Transaction numbers of PostgreSQL begin anew in another cluster. The journal counts on from where it was (`Journal::go_on`).

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
                "create function journal_tx(xid8) returns bigint language sql immutable as 'select $1::text::bigint + 0'",
                "alter table journal alter column tx set default journal_tx(pg_current_xact_id())",
            ],
        )
        .await
    }
}
