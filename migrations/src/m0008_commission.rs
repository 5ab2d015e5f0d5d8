//! Commission: plans, rights, the ledger, months, statements, exchange rates. The default plan is in force from the start.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{
    date, flag, id, instant, integer, json, maybe_date, maybe_id, maybe_instant, maybe_integer, maybe_json, maybe_text, primary, run,
    table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        plans(manager).await?;
        entitlements(manager).await?;
        months(manager).await?;
        money(manager).await?;
        accruals(manager).await?;
        run(manager, INDEXES).await?;
        let id = if manager.get_database_backend() == DbBackend::Postgres { DEFAULT_PLAN_ID } else { DEFAULT_PLAN_ID_SQLITE };
        run(manager, &[&format!("{INSERT_PLAN} ({id}, {DEFAULT_PLAN})")]).await
    }
}

async fn plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        integer("number"),
        text("name"),
        text("state"),
        maybe_date("effective_on"),
        maybe_text("currency"),
        json("terms"),
        maybe_id("author_id"),
        maybe_id("published_by"),
        maybe_instant("published_at"),
        instant("created_at"),
    ];
    table(manager, "commission_plans", columns, &[("author_id", "users"), ("published_by", "users")]).await
}

async fn entitlements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        id("user_id"),
        id("client_id"),
        integer("acquisition_no"),
        json("product_lines"),
        json("carved_out"),
        id("plan_id"),
        integer("plan_number"),
        json("steps"),
        integer("tail_days"),
        integer("late_residual_days"),
        date("clock_start_on"),
        maybe_date("schedule_end_on"),
        text("state"),
        json("suspended_for"),
        maybe_date("ended_on"),
        maybe_text("end_reason"),
        id("origin_sale_id"),
        maybe_instant("accepted_at"),
        maybe_instant("completed_at"),
        instant("created_at"),
    ];
    let references = [("user_id", "users"), ("client_id", "clients"), ("plan_id", "commission_plans"), ("origin_sale_id", "sales")];
    table(manager, "commission_entitlements", columns, &references).await
}

async fn months(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let period = vec![
        primary(),
        version(),
        text("month"),
        text("state"),
        maybe_instant("closed_at"),
        maybe_id("closed_by"),
        maybe_id("reopen_finance_id"),
        maybe_id("reopen_director_id"),
        maybe_text("reopen_reason"),
        maybe_instant("reminded_at"),
    ];
    let signatures = [("closed_by", "users"), ("reopen_finance_id", "users"), ("reopen_director_id", "users")];
    table(manager, "commission_periods", period, &signatures).await?;
    let statement = vec![
        primary(),
        version(),
        id("user_id"),
        text("period"),
        text("currency"),
        integer("total_minor"),
        integer("line_count"),
        integer("carry_in_minor"),
        integer("payable_minor"),
        integer("carry_out_minor"),
        text("state"),
        maybe_json("dispute"),
        maybe_instant("issued_at"),
        maybe_instant("dispute_until"),
        maybe_id("approved_by"),
        maybe_instant("approved_at"),
        maybe_id("paid_by"),
        maybe_instant("paid_at"),
        maybe_text("payment_ref"),
        maybe_id("carried_to_id"),
        instant("created_at"),
    ];
    let references = [("user_id", "users"), ("approved_by", "users"), ("paid_by", "users"), ("carried_to_id", "commission_statements")];
    table(manager, "commission_statements", statement, &references).await
}

async fn money(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let rate = vec![
        primary(),
        version(),
        text("currency"),
        text("plan_currency"),
        date("value_on"),
        // Units of 10⁻⁸.
        integer("rate"),
        maybe_id("recorded_by"),
        instant("recorded_at"),
    ];
    table(manager, "fx_rates", rate, &[("recorded_by", "users")]).await?;
    let adjustment = vec![
        primary(),
        version(),
        id("user_id"),
        maybe_id("counterpart_id"),
        integer("amount_minor"),
        text("currency"),
        text("reason"),
        maybe_id("client_id"),
        maybe_id("sale_id"),
        maybe_id("statement_id"),
        date("value_on"),
        maybe_id("recorded_by"),
        instant("recorded_at"),
    ];
    let references = [
        ("user_id", "users"),
        ("counterpart_id", "users"),
        ("client_id", "clients"),
        ("sale_id", "sales"),
        ("statement_id", "commission_statements"),
        ("recorded_by", "users"),
    ];
    table(manager, "commission_adjustments", adjustment, &references).await
}

async fn accruals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        id("user_id"),
        maybe_id("client_id"),
        maybe_id("sale_id"),
        maybe_id("sale_line_id"),
        maybe_id("allocation_id"),
        maybe_id("entitlement_id"),
        text("earned_on"),
        text("rule"),
        integer("rate_bp"),
        integer("share_bp"),
        integer("base_minor"),
        integer("amount_minor"),
        text("currency"),
        integer("base_so_far_minor"),
        integer("amount_so_far_minor"),
        id("plan_id"),
        integer("plan_number"),
        maybe_json("step"),
        date("fx_on"),
        maybe_integer("fx_rate"),
        maybe_integer("plan_amount_minor"),
        text("plan_currency"),
        date("value_on"),
        text("state"),
        maybe_text("held_reason"),
        maybe_text("period"),
        flag("late"),
        maybe_id("statement_id"),
        maybe_id("reverses_id"),
        maybe_id("adjustment_id"),
        instant("recorded_at"),
    ];
    let references = [
        ("user_id", "users"),
        ("client_id", "clients"),
        ("sale_id", "sales"),
        ("sale_line_id", "sale_lines"),
        ("allocation_id", "allocations"),
        ("entitlement_id", "commission_entitlements"),
        ("plan_id", "commission_plans"),
        ("statement_id", "commission_statements"),
        ("reverses_id", "commission_accruals"),
        ("adjustment_id", "commission_adjustments"),
    ];
    table(manager, "commission_accruals", columns, &references).await
}

const INDEXES: &[&str] = &[
    "create unique index commission_plans_number on commission_plans (number)",
    "create unique index commission_plans_from on commission_plans (effective_on) where state = 'published' and effective_on is not null",
    "create index commission_plans_state on commission_plans (state, id)",
    "create index commission_entitlements_client on commission_entitlements (client_id, id)",
    "create index commission_entitlements_user on commission_entitlements (user_id, id)",
    "create index commission_entitlements_state on commission_entitlements (state, id)",
    "create index commission_entitlements_schedule on commission_entitlements (schedule_end_on) where state in ('active', 'suspended')",
    // A sale opens one right at most (I-11).
    "create unique index commission_entitlements_origin on commission_entitlements (origin_sale_id) where state <> 'voided'",
    "create unique index commission_periods_month on commission_periods (month)",
    "create index commission_periods_open on commission_periods (month) where state = 'open'",
    "create unique index commission_statements_of on commission_statements (user_id, period, currency)",
    "create index commission_statements_period on commission_statements (period, id)",
    "create index commission_statements_state on commission_statements (state, id)",
    "create index commission_statements_user on commission_statements (user_id, id)",
    "create index commission_statements_carry on commission_statements (user_id) where carry_out_minor < 0 and carried_to_id is null",
    "create unique index fx_rates_day on fx_rates (currency, plan_currency, value_on)",
    "create index commission_adjustments_user on commission_adjustments (user_id, id)",
    "create index commission_adjustments_client on commission_adjustments (client_id, id) where client_id is not null",
    // Replay-safe (§3.9): a movement of money pays a person by a rule on a line once.
    "create unique index commission_accruals_once on commission_accruals (allocation_id, sale_line_id, user_id, rule, fx_on) where allocation_id is not null",
    "create index commission_accruals_user on commission_accruals (user_id, id)",
    "create index commission_accruals_client on commission_accruals (client_id, id) where client_id is not null",
    "create index commission_accruals_sale on commission_accruals (sale_id, id) where sale_id is not null",
    "create index commission_accruals_period on commission_accruals (period, id) where period is not null",
    "create index commission_accruals_held on commission_accruals (held_reason, client_id) where held_reason is not null",
    "create index commission_accruals_unconverted on commission_accruals (fx_on, currency) where plan_amount_minor is null",
    "create index commission_accruals_statement on commission_accruals (statement_id) where statement_id is not null",
];

/// Version 1, in force for all dates until another is: the defaults of N-40 … N-47 (RULES.md §7). Its currency is the company's.
const DEFAULT_PLAN: &str = "1, 1, 'Default', 'published', null, \
    '{\"first_sale_bp\": 1000, \"residual_steps\": [{\"months\": 12, \"rate_bp\": 300}, {\"months\": 12, \"rate_bp\": 200}, {\"months\": 12, \"rate_bp\": 100}], \
    \"new_line_bp\": 700, \"new_line_months\": 24, \"farmer_bp\": 200, \"key_account_bp\": 200, \"cap_bp\": 1500, \"clawback_days\": 90, \"tail_days\": 60, \
    \"late_residual_days\": 365, \"handoff_holdback_bp\": 0}', '1970-01-01 00:00:00+00:00', '1970-01-01 00:00:00+00:00'";
const INSERT_PLAN: &str =
    "insert into commission_plans (id, version, number, name, state, effective_on, terms, published_at, created_at) values";
const DEFAULT_PLAN_ID: &str = "'00000000-0000-7000-8000-000000000001'";
/// SQLite keeps ids as sixteen bytes.
const DEFAULT_PLAN_ID_SQLITE: &str = "x'00000000000070008000000000000001'";
