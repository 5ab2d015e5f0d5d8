//! Receivables (RULES.md §3.18): days for payment of contracts, who promised to pay, work on debts, holds that the clock set.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{add, date, flag, id, instant, maybe_date, maybe_id, maybe_integer, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "contracts", maybe_integer("payment_days")).await?;
        add(manager, "promises", maybe_id("contact_id")).await?;
        let days = if manager.get_database_backend() == DbBackend::Postgres {
            "update contracts set payment_days = (terms->>'payment_days')::bigint"
        } else {
            "update contracts set payment_days = json_extract(terms, '$.payment_days')"
        };
        let work = vec![
            ColumnDef::new("activity_id").uuid().not_null().primary_key().take(),
            id("client_id"),
            id("sale_id"),
            text("kind"),
            text("result"),
            maybe_date("next_step_on"),
            maybe_id("created_by"),
            instant("created_at"),
        ];
        table(manager, "receivable_work", work, &[("activity_id", "activities"), ("client_id", "clients"), ("sale_id", "sales")]).await?;
        let holds = vec![ColumnDef::new("client_id").uuid().not_null().primary_key().take(), date("due_before"), flag("by_clock")];
        table(manager, "debt_holds", holds, &[("client_id", "clients")]).await?;
        run(
            manager,
            &[
                days,
                // What is owed, which is little of what was ever sold.
                "create index sales_owed on sales (client_id, sale_on, id) where state in ('confirmed', 'partly_paid') and gross_minor > paid_minor + refunded_minor",
                "create index contracts_payment_days on contracts (client_id, signed_on, id) where state = 'signed' and payment_days is not null",
                "create index promises_to_pay on promises (client_id, due_on, id) where state = 'open' and made_by = 'client' and kind = 'payment'",
                "create index receivable_work_sale on receivable_work (sale_id, activity_id)",
                "create index receivable_work_client on receivable_work (client_id)",
                "create index debt_holds_by_clock on debt_holds (client_id) where by_clock",
            ],
        )
        .await
    }
}
