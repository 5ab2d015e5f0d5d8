//! Two records of a client become one, and what went from the one to the other, so that it can be undone.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, json, maybe_date, maybe_id, maybe_instant, maybe_json, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("survivor_id"),
            id("merged_id"),
            text("state"),
            text("reason"),
            maybe_id("curator_id"),
            maybe_id("proposed_by"),
            instant("proposed_at"),
            json("approvals"),
            json("approved_units"),
            json("plan"),
            maybe_instant("done_at"),
            maybe_date("undo_until_on"),
            maybe_id("closed_by"),
            maybe_instant("closed_at"),
            maybe_text("close_reason"),
            json("kept_with_survivor"),
        ];
        table(manager, "merges", columns, &[("survivor_id", "clients"), ("merged_id", "clients")]).await?;
        // What went to the survivor (`kind` is its table), and rows that were changed, as they were before and as the merge left them.
        let moves = vec![id("merge_id"), text("kind"), id("row_id"), maybe_json("before"), maybe_json("after")];
        table(manager, "merge_moves", moves, &[]).await?;
        run(
            manager,
            &[
                "create index merges_survivor on merges (survivor_id, id)",
                "create index merges_merged on merges (merged_id, id)",
                "create index merges_state on merges (state, id)",
                "create index merges_proposed_by on merges (proposed_by, id) where proposed_by is not null",
                "create index merge_moves_merge on merge_moves (merge_id, kind, row_id)",
                "create index merge_moves_row on merge_moves (row_id, kind)",
                "create index clients_merged_into on clients (merged_into_id, id) where merged_into_id is not null",
                "create index call_reviews_client on call_reviews (client_id, id) where client_id is not null",
            ],
        )
        .await
    }
}
