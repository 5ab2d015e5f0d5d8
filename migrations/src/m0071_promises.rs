//! Promises to clients and of clients (RULES.md §3.16).

use sea_orm_migration::prelude::*;

use crate::columns::{date, flag, id, instant, maybe_date, maybe_id, maybe_integer, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("client_id"),
            text("made_by"),
            text("kind"),
            text("what"),
            date("due_on"),
            maybe_id("sale_id"),
            maybe_id("user_id"),
            maybe_integer("amount_minor"),
            maybe_text("amount_currency"),
            text("state"),
            flag("overdue"),
            maybe_date("kept_on"),
            maybe_text("reason"),
            maybe_id("created_by"),
            instant("created_at"),
        ];
        let references = [("client_id", "clients"), ("sale_id", "sales"), ("user_id", "users")];
        table(manager, "promises", columns, &references).await?;
        run(
            manager,
            &[
                "create index promises_client on promises (client_id, id)",
                "create index promises_client_due on promises (client_id, due_on, id)",
                "create index promises_user on promises (user_id, id) where user_id is not null",
                "create index promises_user_due on promises (user_id, due_on, id) where user_id is not null",
                "create index promises_sale on promises (sale_id, id) where sale_id is not null",
                "create index promises_made_by on promises (made_by, id)",
                "create index promises_kind on promises (kind, id)",
                "create index promises_state on promises (state, id)",
                "create index promises_due on promises (due_on, id)",
                "create index promises_overdue on promises (id) where overdue",
                // Of these the clock waits for the day.
                "create index promises_waiting on promises (due_on) where state = 'open' and not overdue",
            ],
        )
        .await
    }
}
