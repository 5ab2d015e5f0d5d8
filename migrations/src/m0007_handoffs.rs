//! Handoffs.

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
            id("client_id"),
            text("kind"),
            id("from_user_id"),
            maybe_id("to_user_id"),
            text("state"),
            json("checklist"),
            flag("rehearsed"),
            json("returns"),
            maybe_id("first_sale_id"),
            maybe_instant("due_at"),
            flag("overdue"),
            maybe_instant("proposed_at"),
            maybe_instant("accepted_at"),
            maybe_instant("introduced_at"),
            maybe_instant("completed_at"),
            maybe_id("intro_activity_id"),
            maybe_instant("exempt_until"),
            maybe_text("exempt_reason"),
            integer("exemptions"),
            flag("overridden"),
            instant("created_at"),
        ];
        let references = [
            ("client_id", "clients"),
            ("from_user_id", "users"),
            ("to_user_id", "users"),
            ("first_sale_id", "sales"),
            ("intro_activity_id", "activities"),
        ];
        table(manager, "handoffs", columns, &references).await?;
        run(
            manager,
            &[
                // I-8: at most one open handoff per client.
                "create unique index handoffs_one_open on handoffs (client_id) where state not in ('completed', 'cancelled')",
                "create index handoffs_client on handoffs (client_id, id)",
                "create index handoffs_from on handoffs (from_user_id, id)",
                "create index handoffs_to on handoffs (to_user_id, id)",
                "create index handoffs_state on handoffs (state, id)",
                "create index handoffs_due on handoffs (due_at) where due_at is not null and overdue = false",
                "create index handoffs_exempt on handoffs (exempt_until) where exempt_until is not null",
            ],
        )
        .await
    }
}
