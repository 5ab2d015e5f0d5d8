//! Webhooks: endpoints, how far each has been told, and what became of every message.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, integer, json, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let endpoint = vec![
            primary(),
            version(),
            text("url"),
            maybe_text("description"),
            json("interests"),
            text("state"),
            maybe_text("disabled_reason"),
            maybe_instant("disabled_at"),
            id("owner_id"),
            text("secret"),
            maybe_text("secret_before"),
            maybe_instant("secret_before_until"),
            instant("created_at"),
        ];
        table(manager, "webhook_endpoints", endpoint, &[("owner_id", "users")]).await?;
        // Beside the endpoint, since it moves with every event and is nobody's version.
        let feed = vec![
            ColumnDef::new("endpoint_id").uuid().not_null().primary_key().take(),
            integer("tx"),
            integer("seq"),
            maybe_id("holder"),
            maybe_instant("held_until"),
            maybe_instant("failing_since"),
            maybe_instant("rests_until"),
        ];
        table(manager, "webhook_feeds", feed, &[("endpoint_id", "webhook_endpoints")]).await?;
        let delivery = vec![
            primary(),
            version(),
            id("endpoint_id"),
            id("event_id"),
            text("event_type"),
            maybe_id("client_id"),
            instant("occurred_at"),
            maybe_id("lane"),
            integer("seq"),
            text("state"),
            integer("tries"),
            integer("attempt_count"),
            json("attempts"),
            maybe_instant("next_attempt_at"),
            maybe_instant("finished_at"),
            instant("created_at"),
        ];
        table(manager, "webhook_deliveries", delivery, &[("endpoint_id", "webhook_endpoints")]).await?;
        run(
            manager,
            &[
                "create index webhook_endpoints_state on webhook_endpoints (state, id)",
                "create index webhook_endpoints_secret_before on webhook_endpoints (secret_before_until) where secret_before_until is not null",
                // An event is told to an endpoint once, however often it is sent.
                "create unique index webhook_deliveries_event on webhook_deliveries (endpoint_id, event_id)",
                "create index webhook_deliveries_due on webhook_deliveries (endpoint_id, next_attempt_at) where state = 'pending'",
                "create index webhook_deliveries_lane on webhook_deliveries (endpoint_id, lane, seq) where state = 'pending'",
                "create index webhook_deliveries_page on webhook_deliveries (endpoint_id, id)",
                "create index webhook_deliveries_state on webhook_deliveries (endpoint_id, state, id)",
                "create index webhook_deliveries_type on webhook_deliveries (endpoint_id, event_type, id)",
                "create index webhook_deliveries_client on webhook_deliveries (endpoint_id, client_id, id) where client_id is not null",
                "create index webhook_deliveries_finished on webhook_deliveries (finished_at) where finished_at is not null",
            ],
        )
        .await
    }
}
