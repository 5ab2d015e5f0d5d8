//! A branch of a company has the company's INN and a KPP of its own: it is a client of its own, who knows his head office.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "alter table clients add column head_office_id uuid references clients (id)",
                "create index clients_head_office on clients (head_office_id, id) where head_office_id is not null",
                "drop index clients_inn",
                // E-18: one live record an office, even if two people create it at once.
                "create unique index clients_inn on clients (inn, coalesce(kpp, '')) where inn is not null and record_status = 'live'",
            ],
        )
        .await
    }
}
