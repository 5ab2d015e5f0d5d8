//! Calls, each folded from its events; the events as they came.

use sea_orm_migration::prelude::*;

use crate::columns::{
    flag, id, instant, integer, json, maybe_id, maybe_instant, maybe_integer, maybe_text, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        calls(manager).await?;
        events(manager).await
    }
}

async fn calls(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // What was made from a call (activity, meeting) lies in tables of its own area: ids without a foreign key.
    let columns = vec![
        primary(),
        version(),
        text("source"),
        text("external_call_id"),
        id("integration_id"),
        maybe_id("client_id"),
        json("candidate_ids"),
        maybe_id("user_id"),
        text("direction"),
        maybe_text("client_phone_raw"),
        maybe_text("client_phone"),
        maybe_text("line_phone"),
        maybe_text("agent_ref"),
        text("state"),
        instant("started_at"),
        flag("time_estimated"),
        maybe_instant("answered_at"),
        maybe_instant("ended_at"),
        maybe_integer("ring_seconds"),
        maybe_integer("talk_seconds"),
        maybe_integer("total_seconds"),
        maybe_text("outcome"),
        maybe_text("outcome_raw"),
        maybe_text("recording_url"),
        maybe_id("activity_id"),
        maybe_text("disposition"),
        maybe_id("disposition_by"),
        maybe_instant("disposition_at"),
        flag("disposition_conflict"),
        maybe_instant("callback_at"),
        maybe_text("note"),
        maybe_id("meeting_id"),
        instant("received_at"),
    ];
    // No key to `integrations`: every call of a box would lock the one row of that box for sharing, and none is ever deleted.
    table(manager, "calls", columns, &[("client_id", "clients"), ("user_id", "users"), ("disposition_by", "users")]).await?;
    run(
        manager,
        &[
            // E-12: the natural key, for ever.
            "create unique index calls_external on calls (source, external_call_id)",
            "create index calls_client on calls (client_id, id) where client_id is not null",
            "create index calls_user on calls (user_id, id) where user_id is not null",
            "create index calls_started on calls (started_at, id)",
            "create index calls_outcome on calls (outcome, id)",
            "create index calls_disposition on calls (disposition, id) where disposition is not null",
            // E-15: the inbox.
            "create index calls_unmatched on calls (id) where client_id is null and direction <> 'internal'",
        ],
    )
    .await
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id("call_id"),
        ColumnDef::new("fingerprint").binary_len(32).not_null().take(),
        instant("received_at"),
        integer("ordinal"),
        json("report"),
        text("raw"),
    ];
    table(manager, "call_events", columns, &[("call_id", "calls")]).await?;
    run(manager, &["create unique index call_events_one on call_events (call_id, fingerprint)"]).await
}
