//! Inbound calls that nobody answered: the duty to call back, one open a number.

use sea_orm_migration::prelude::*;

use crate::columns::{instant, json, maybe_id, maybe_integer, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let missed = vec![
            primary(),
            version(),
            text("number"),
            maybe_id("client_id"),
            json("call_ids"),
            instant("missed_at"),
            instant("due_at"),
            text("unit"),
            maybe_id("user_id"),
            text("state"),
            maybe_id("returned_call_id"),
            maybe_integer("returned_after_seconds"),
            ColumnDef::new("returned_in_time").boolean().null().take(),
            maybe_text("dismiss_reason"),
            instant("created_at"),
        ];
        table(manager, "missed_calls", missed, &[("client_id", "clients"), ("user_id", "users")]).await?;
        run(
            manager,
            &[
                "create unique index missed_calls_open on missed_calls (number) where state in ('open', 'overdue')",
                "create index missed_calls_waiting on missed_calls (client_id) where state in ('open', 'overdue') and client_id is not null",
                "create index missed_calls_clock on missed_calls (due_at) where state = 'open'",
                "create index missed_calls_number on missed_calls (number, id)",
                "create index missed_calls_client on missed_calls (client_id, id)",
                "create index missed_calls_state on missed_calls (state, id)",
                "create index missed_calls_unit on missed_calls (unit, id)",
                "create index missed_calls_user on missed_calls (user_id, id)",
                "create index missed_calls_due on missed_calls (due_at, id)",
                "create index missed_calls_missed on missed_calls (missed_at, id)",
            ],
        )
        .await
    }
}
