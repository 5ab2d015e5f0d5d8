//! Clients get other curators in one command, which may be undone.

use sea_orm_migration::prelude::*;

use crate::columns::{flag, id, instant, integer, json, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("from_user_id"),
            text("unit"),
            text("mode"),
            text("reason"),
            maybe_text("note"),
            flag("over"),
            text("state"),
            integer("count"),
            maybe_id("created_by"),
            instant("created_at"),
            instant("undo_until_at"),
            maybe_id("undone_by"),
            maybe_instant("undone_at"),
            maybe_text("undo_reason"),
            json("skipped"),
        ];
        table(manager, "reassignments", columns, &[("from_user_id", "users")]).await?;
        let items = vec![id("reassignment_id"), integer("place"), id("client_id"), id("to_user_id")];
        table(manager, "reassignment_items", items, &[("reassignment_id", "reassignments"), ("client_id", "clients")]).await?;
        run(
            manager,
            &[
                "create index reassignments_from on reassignments (from_user_id, id)",
                "create index reassignments_unit on reassignments (unit, id)",
                "create index reassignments_created_by on reassignments (created_by, id) where created_by is not null",
                "create index reassignments_state on reassignments (state, id)",
                "create unique index reassignment_items_place on reassignment_items (reassignment_id, place)",
                "create index reassignment_items_to on reassignment_items (to_user_id, reassignment_id)",
                "create index reassignment_items_client on reassignment_items (client_id)",
                // It was raised late, under another name, until now.
                "update signals set kind = 'clients_without_keeper' where kind = 'clients_of_leaver'",
            ],
        )
        .await
    }
}
