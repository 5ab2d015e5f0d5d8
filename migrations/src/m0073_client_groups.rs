//! Groups of clients with their terms (RULES.md §3.20), and to which group a client belongs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{add, flag, instant, json, maybe_id, maybe_integer, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            text("code"),
            text("name"),
            maybe_integer("payment_days"),
            maybe_text("delivery"),
            maybe_text("other"),
            maybe_integer("min_purchase_minor"),
            maybe_text("min_purchase_currency"),
            json("volume_discounts"),
            json("seasonal_discounts"),
            flag("active"),
            maybe_id("created_by"),
            instant("created_at"),
        ];
        table(manager, "client_groups", columns, &[]).await?;
        add(manager, "clients", maybe_text("group_code")).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // Texts by which lists are sorted stand in one order on both databases (m0017).
            let by_bytes = "alter table client_groups alter column code type text collate \"C\", alter column name type text collate \"C\"";
            run(manager, &[by_bytes]).await?;
        }
        run(
            manager,
            &[
                "create unique index client_groups_code on client_groups (code)",
                "create index client_groups_by_code on client_groups (code, id)",
                "create index client_groups_by_name on client_groups (name, id)",
                "create index client_groups_active on client_groups (active, id)",
                "create index clients_group on clients (group_code, id)",
                // Whom the job of the 1st looks at.
                "create index clients_grouped on clients (id) where group_code is not null",
            ],
        )
        .await
    }
}
