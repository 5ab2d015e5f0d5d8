//! Contracts with clients (RULES.md §3.15).

use sea_orm_migration::prelude::*;

use crate::columns::{
    flag, id, instant, json, maybe_date, maybe_id, maybe_integer, maybe_json, maybe_text, primary, run, table, text, version,
};

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
            maybe_text("number"),
            text("subject"),
            json("terms"),
            maybe_integer("amount_minor"),
            maybe_text("amount_currency"),
            maybe_date("signed_on"),
            maybe_date("valid_from_on"),
            maybe_date("valid_until_on"),
            maybe_date("performed_on"),
            maybe_date("terminated_on"),
            maybe_text("termination_reason"),
            maybe_json("purchase_plan"),
            text("state"),
            flag("expiring"),
            maybe_date("judged_on"),
            maybe_id("created_by"),
            instant("created_at"),
            maybe_date("clock_on"),
        ];
        table(manager, "contracts", columns, &[("client_id", "clients")]).await?;
        run(
            manager,
            &[
                "create index contracts_client on contracts (client_id, id)",
                "create index contracts_client_signed on contracts (client_id, signed_on, id) where signed_on is not null",
                "create index contracts_kind on contracts (kind, id)",
                "create index contracts_state on contracts (state, id)",
                "create index contracts_signed on contracts (signed_on, id)",
                "create index contracts_valid_until on contracts (valid_until_on, id)",
                // What the clock looks at next.
                "create index contracts_clock on contracts (clock_on) where clock_on is not null",
            ],
        )
        .await
    }
}
