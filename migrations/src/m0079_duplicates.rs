//! Pairs of clients that may be one, and by what clients of one city with names that are alike are found.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, integer, json, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("first_id"),
            id("second_id"),
            integer("score"),
            json("reasons"),
            text("state"),
            text("found_by"),
            instant("created_at"),
            maybe_id("dismissed_by"),
            maybe_instant("dismissed_at"),
            maybe_text("dismiss_reason"),
        ];
        table(manager, "duplicates", columns, &[("first_id", "clients"), ("second_id", "clients")]).await?;
        table(manager, "client_names", vec![id("client_id"), text("key")], &[("client_id", "clients")]).await?;
        run(
            manager,
            &[
                "create unique index duplicates_pair on duplicates (first_id, second_id)",
                "create index duplicates_second on duplicates (second_id, first_id)",
                "create index duplicates_score on duplicates (score, id)",
                "create index duplicates_state on duplicates (state, id)",
                "create index duplicates_found_by on duplicates (found_by, id)",
                "create index duplicates_state_score on duplicates (state, score, id)",
                "create unique index client_names_key on client_names (key, client_id)",
                "create index client_names_client on client_names (client_id)",
            ],
        )
        .await
    }
}
