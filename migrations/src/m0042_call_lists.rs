//! Call lists, the clients that were pasted into them, and whom they left out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{
    id, instant, integer, json, maybe_id, maybe_instant, maybe_integer, maybe_json, maybe_text, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lists = vec![
            primary(),
            version(),
            text("name"),
            maybe_json("segment"),
            maybe_id("script_id"),
            integer("priority"),
            maybe_integer("from_hour"),
            maybe_integer("until_hour"),
            json("user_ids"),
            text("state"),
            maybe_text("reason"),
            maybe_id("reached"),
            maybe_id("created_by"),
            instant("created_at"),
            maybe_instant("activated_at"),
        ];
        table(manager, "call_lists", lists, &[("script_id", "scripts")]).await?;
        // Pasted ids may be nobody's, hence no key to `clients`.
        let pasted = vec![id("call_list_id"), integer("place"), id("client_id")];
        table(manager, "call_list_clients", pasted, &[("call_list_id", "call_lists")]).await?;
        let refusals = vec![primary(), id("call_list_id"), id("client_id"), text("code"), maybe_text("other_id")];
        table(manager, "call_list_refusals", refusals, &[("call_list_id", "call_lists")]).await?;
        run(
            manager,
            &[
                "create index call_lists_state on call_lists (state, id)",
                "create index call_lists_script on call_lists (script_id, id) where script_id is not null",
                "create index call_lists_priority on call_lists (priority, id)",
                "create index call_list_clients_list on call_list_clients (call_list_id, client_id, place)",
                "create index call_list_refusals_list on call_list_refusals (call_list_id, id)",
                "create index call_list_refusals_code on call_list_refusals (call_list_id, code, id)",
            ],
        )
        .await?;
        // Sorted by its bytes, as everywhere (m0017).
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, &["alter table call_lists alter column name type text collate \"C\""]).await?;
        }
        run(manager, &["create index call_lists_name on call_lists (name, id)"]).await
    }
}
