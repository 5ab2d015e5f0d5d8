//! Meetings.

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
            id("client_id"),
            text("kind"),
            id("booked_by"),
            id("hunter_id"),
            maybe_id("contact_id"),
            maybe_id("call_id"),
            instant("starts_at"),
            instant("ends_at"),
            maybe_text("place"),
            text("state"),
            text("acceptance"),
            maybe_text("reject_reason"),
            maybe_text("cancel_reason"),
            maybe_text("comment"),
            integer("reschedules"),
            maybe_instant("accept_due_at"),
            maybe_instant("held_at"),
            maybe_instant("decided_at"),
            maybe_id("disputed_by"),
            json("verdicts"),
            maybe_instant("outcome_due_at"),
            instant("created_at"),
        ];
        let references = [
            ("client_id", "clients"),
            ("booked_by", "users"),
            ("hunter_id", "users"),
            ("contact_id", "contacts"),
            ("call_id", "calls"),
            ("disputed_by", "users"),
        ];
        table(manager, "meetings", columns, &references).await?;
        run(
            manager,
            &[
                // I-8, E-16: one open first meeting a client, even if two call managers book at once.
                "create unique index meetings_one_first on meetings (client_id) where kind = 'first' and state in ('booked', 'confirmed')",
                "create index meetings_client on meetings (client_id, id)",
                "create index meetings_hunter on meetings (hunter_id, starts_at, id)",
                "create index meetings_booker on meetings (booked_by, id)",
                "create index meetings_call on meetings (call_id) where call_id is not null",
                "create index meetings_starts on meetings (starts_at, id)",
                "create index meetings_state on meetings (state, id)",
                "create index meetings_acceptance on meetings (acceptance, id)",
                // N-9b, §3.4: what the clock asks.
                "create index meetings_accept_due on meetings (accept_due_at) where accept_due_at is not null",
                "create index meetings_outcome_due on meetings (outcome_due_at) where outcome_due_at is not null",
            ],
        )
        .await
    }
}
