//! Plans of collections (RULES.md §3.19), and what finds the money of a month and of whose clients it was.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{id, instant, json, maybe_id, maybe_instant, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("user_id"),
            text("period"),
            json("items"),
            text("currency"),
            text("state"),
            maybe_id("author_id"),
            maybe_id("approved_by"),
            maybe_instant("approved_at"),
            instant("created_at"),
        ];
        table(manager, "collection_plans", columns, &[("user_id", "users")]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // Texts are sorted alike on both databases.
            run(manager, &["alter table collection_plans alter column period type text collate \"C\""]).await?;
        }
        run(
            manager,
            &[
                "create unique index collection_plans_of_month on collection_plans (user_id, period)",
                "create index collection_plans_user on collection_plans (user_id, id)",
                "create index collection_plans_period on collection_plans (period, id)",
                "create index collection_plans_state on collection_plans (state, id)",
                "create index collection_plans_state_period on collection_plans (state, period, id)",
                "create index collection_plans_author on collection_plans (author_id, id) where author_id is not null",
                // The money of a month, and the clients whom somebody kept in it.
                "create index allocations_value on allocations (value_on, sale_id)",
                "create index assignments_curator on assignments (user_id, from_at, client_id) where role = 'curator'",
            ],
        )
        .await
    }
}
