//! How much a client buys, compared with the others (RULES.md §3.21): written by night, for filters and one sort.

use sea_orm_migration::prelude::*;

use crate::columns::{add, maybe_integer, maybe_text, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["abc", "xyz", "rfm", "net_12_currency"] {
            add(manager, "clients", maybe_text(column)).await?;
        }
        add(manager, "clients", maybe_integer("net_12_minor")).await?;
        run(
            manager,
            &[
                "create index clients_abc on clients (abc, id)",
                "create index clients_xyz on clients (xyz, id)",
                "create index clients_rfm on clients (rfm, id)",
                "create index clients_net_12 on clients (net_12_minor, id) where net_12_minor is not null",
            ],
        )
        .await
    }
}
