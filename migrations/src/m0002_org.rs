//! People, units, outside systems and their secrets, norms, the calendar. The thirteen units exist from the start.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{
    date, flag, id, instant, integer, json, maybe_date, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        people(manager).await?;
        machines(manager).await?;
        rules(manager).await?;
        run(manager, INDEXES).await?;
        units(manager).await
    }
}

async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let users = vec![
        primary(),
        version(),
        text("email"),
        text("name"),
        text("unit"),
        // A JSON list of spellings, as text: it is searched by spelling, alike on both databases.
        text("roles"),
        text("state"),
        maybe_date("terminated_on"),
        maybe_text("extension"),
        maybe_id("deputy_user_id"),
        maybe_text("password_hash"),
        integer("token_version"),
        instant("created_at"),
    ];
    table(manager, "users", users, &[("deputy_user_id", "users")]).await?;
    let units = vec![primary(), version(), text("code"), text("name"), maybe_id("head_user_id"), maybe_text("checks_unit")];
    table(manager, "units", units, &[("head_user_id", "users")]).await?;
    let hash = ColumnDef::new("hash").text().not_null().primary_key().take();
    let sessions = vec![
        hash,
        id("family"),
        id("user_id"),
        integer("token_version"),
        instant("issued_at"),
        instant("expires_at"),
        maybe_instant("used_at"),
        maybe_instant("revoked_at"),
    ];
    table(manager, "refresh_tokens", sessions, &[("user_id", "users")]).await
}

async fn machines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let integrations =
        vec![primary(), version(), text("name"), text("kind"), text("provider"), text("source"), flag("active"), instant("created_at")];
    table(manager, "integrations", integrations, &[]).await?;
    let keys = vec![
        primary(),
        version(),
        id("integration_id"),
        maybe_text("name"),
        text("hash"),
        text("hint"),
        json("scopes"),
        instant("created_at"),
        maybe_instant("expires_at"),
        maybe_instant("revoked_at"),
    ];
    table(manager, "api_keys", keys, &[("integration_id", "integrations")]).await?;
    let kid = ColumnDef::new("kid").text().not_null().primary_key().take();
    table(manager, "signing_keys", vec![kid, text("private"), instant("created_at")], &[]).await
}

async fn rules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let norms = vec![
        primary(),
        text("key"),
        json("value"),
        date("effective_on"),
        maybe_text("unit"),
        maybe_text("client_group"),
        text("reason"),
        maybe_id("set_by"),
        instant("created_at"),
    ];
    table(manager, "norms", norms, &[("set_by", "users")]).await?;
    let calendar = vec![primary(), version(), text("time_zone"), json("working_week"), json("holidays")];
    table(manager, "calendar", calendar, &[]).await
}

const INDEXES: &[&str] = &[
    "create unique index users_email on users (email)",
    "create unique index users_extension on users (extension) where extension is not null",
    "create index users_unit on users (unit, id)",
    "create index users_state on users (state, id)",
    "create index users_last_day on users (terminated_on) where terminated_on is not null",
    "create unique index units_code on units (code)",
    "create index refresh_tokens_family on refresh_tokens (family)",
    "create index refresh_tokens_user on refresh_tokens (user_id, expires_at)",
    "create unique index integrations_source on integrations (source)",
    "create unique index api_keys_hash on api_keys (hash)",
    "create index api_keys_integration on api_keys (integration_id, id)",
    "create index norms_key on norms (key, id)",
];

/// The units of RULES.md §2.
const UNITS: [(&str, &str); 13] = [
    ("call_centre", "Call centre"),
    ("active_sales", "Active sales"),
    ("client_department", "Client department"),
    ("key_accounts", "Key accounts"),
    ("sales_support", "Sales support"),
    ("letter_sales", "Letter sales"),
    ("finance", "Finance"),
    ("technical_supply", "Technical supply"),
    ("legal", "Legal"),
    ("logistics", "Logistics"),
    ("quality", "Quality"),
    ("marketing", "Marketing"),
    ("office", "Office"),
];

/// Makes the units, with ids that are the same everywhere.
async fn units(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let id = |place: usize| match manager.get_database_backend() {
        // SQLite keeps UUIDs as their sixteen bytes.
        DbBackend::Sqlite => format!("x'00000000000070008000{place:012x}'"),
        _ => format!("'00000000-0000-7000-8000-{place:012x}'"),
    };
    let rows: Vec<String> = UNITS.iter().zip(1..).map(|((code, name), place)| format!("({}, 1, '{code}', '{name}')", id(place))).collect();
    run(manager, &[&format!("insert into units (id, version, code, name) values {}", rows.join(", "))]).await
}
