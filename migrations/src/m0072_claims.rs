//! Claims of clients (RULES.md §3.17).

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("client_id"),
            maybe_id("sale_id"),
            text("subject"),
            text("text"),
            text("severity"),
            text("state"),
            id("owner_id"),
            maybe_text("resolution"),
            maybe_instant("resolved_at"),
            maybe_id("promise_id"),
            maybe_id("created_by"),
            instant("created_at"),
        ];
        let references = [("client_id", "clients"), ("sale_id", "sales"), ("owner_id", "users"), ("promise_id", "promises")];
        table(manager, "claims", columns, &references).await?;
        run(
            manager,
            &[
                "create index claims_client on claims (client_id, id)",
                "create index claims_client_created on claims (client_id, created_at, id)",
                "create index claims_sale on claims (sale_id, id) where sale_id is not null",
                "create index claims_state on claims (state, id)",
                "create index claims_severity on claims (severity, id)",
                "create index claims_owner on claims (owner_id, id)",
                "create index claims_created on claims (created_at, id)",
                // Whom a claim keeps from letters and new deals, and who settles how many.
                "create index claims_open on claims (client_id) where state = 'open'",
                "create index claims_open_owner on claims (owner_id) where state = 'open'",
            ],
        )
        .await
    }
}
