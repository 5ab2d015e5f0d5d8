//! Opportunities, sales and their lines, payments, refunds, and where the money went.

use sea_orm_migration::prelude::*;

use crate::columns::{
    date, flag, id, instant, integer, json, maybe_date, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        deals(manager).await?;
        sales(manager).await?;
        money(manager).await
    }
}

async fn deals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        id("client_id"),
        text("product_line"),
        id("owner_id"),
        text("stage"),
        text("state"),
        integer("amount_minor"),
        text("currency"),
        maybe_date("close_on"),
        json("credit_split"),
        maybe_text("lost_reason"),
        maybe_text("competitor"),
        integer("acquisition_no"),
        instant("registered_at"),
        instant("touched_at"),
        flag("stale"),
        maybe_instant("closed_at"),
    ];
    table(manager, "opportunities", columns, &[("client_id", "clients"), ("owner_id", "users")]).await?;
    run(
        manager,
        &[
            // One open deal per client and line (§3.5).
            "create unique index opportunities_one_open on opportunities (client_id, product_line) where state = 'open'",
            "create index opportunities_client on opportunities (client_id, id)",
            "create index opportunities_owner on opportunities (owner_id, state, id)",
            "create index opportunities_state on opportunities (state, id)",
            "create index opportunities_quiet on opportunities (touched_at) where state = 'open' and stale = false",
        ],
    )
    .await
}

async fn sales(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        maybe_text("source"),
        maybe_text("external_id"),
        id("client_id"),
        maybe_id("opportunity_id"),
        id("seller_id"),
        text("seller_unit"),
        date("sale_on"),
        text("currency"),
        json("credit_split"),
        text("kind"),
        flag("kind_final"),
        integer("acquisition_no"),
        text("state"),
        // Kept beside its lines so that what is owed can be asked of one table.
        integer("gross_minor"),
        integer("paid_minor"),
        integer("refunded_minor"),
        maybe_id("created_by"),
        instant("created_at"),
        maybe_instant("confirmed_at"),
    ];
    let references = [("client_id", "clients"), ("opportunity_id", "opportunities"), ("seller_id", "users"), ("created_by", "users")];
    table(manager, "sales", columns, &references).await?;
    let line = vec![
        primary(),
        id("sale_id"),
        integer("position"),
        text("product_line"),
        text("description"),
        integer("net_minor"),
        integer("vat_bp"),
        integer("gross_minor"),
        text("kind"),
    ];
    table(manager, "sale_lines", line, &[("sale_id", "sales")]).await?;
    run(
        manager,
        &[
            "create unique index sales_external on sales (source, external_id) where source is not null and external_id is not null",
            "create index sales_client on sales (client_id, sale_on, id)",
            "create index sales_seller on sales (seller_id, id)",
            "create index sales_state on sales (state, id)",
            "create index sales_opportunity on sales (opportunity_id) where opportunity_id is not null",
            "create index sale_lines_sale on sale_lines (sale_id, position)",
        ],
    )
    .await
}

async fn money(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let payment = vec![
        primary(),
        version(),
        text("source"),
        text("external_id"),
        id("client_id"),
        integer("amount_minor"),
        text("currency"),
        date("value_on"),
        text("state"),
        integer("unallocated_minor"),
        json("named"),
        maybe_id("recorded_by"),
        instant("recorded_at"),
    ];
    table(manager, "payments", payment, &[("client_id", "clients"), ("recorded_by", "users")]).await?;
    let refund = vec![
        primary(),
        version(),
        text("source"),
        text("external_id"),
        maybe_id("client_id"),
        maybe_id("sale_id"),
        maybe_id("payment_id"),
        maybe_text("payment_external_id"),
        integer("amount_minor"),
        text("currency"),
        date("value_on"),
        text("reason"),
        text("state"),
        maybe_id("recorded_by"),
        instant("recorded_at"),
    ];
    let references = [("client_id", "clients"), ("sale_id", "sales"), ("payment_id", "payments"), ("recorded_by", "users")];
    table(manager, "refunds", refund, &references).await?;
    let allocation = vec![
        primary(),
        id("payment_id"),
        id("sale_id"),
        maybe_id("refund_id"),
        integer("amount_minor"),
        date("value_on"),
        instant("recorded_at"),
    ];
    table(manager, "allocations", allocation, &[("payment_id", "payments"), ("sale_id", "sales"), ("refund_id", "refunds")]).await?;
    run(
        manager,
        &[
            // The natural key holds for ever (openapi/README.md §1.15).
            "create unique index payments_external on payments (source, external_id)",
            "create index payments_client on payments (client_id, value_on, id)",
            "create index payments_waiting on payments (client_id) where unallocated_minor > 0",
            "create unique index refunds_external on refunds (source, external_id)",
            "create index refunds_client on refunds (client_id, id)",
            "create index refunds_sale on refunds (sale_id) where sale_id is not null",
            "create index refunds_unmatched on refunds (source, payment_external_id) where state = 'unmatched'",
            "create index allocations_payment on allocations (payment_id)",
            "create index allocations_sale on allocations (sale_id)",
        ],
    )
    .await
}
