//! What is known of a telephony system, what it says of a call besides, and what came from it, as it came.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{add, id, instant, maybe_instant, maybe_integer, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Adapters by now; what had another name was read by the neutral one.
const PROVIDERS: &str = "'generic', 'twilio', 'vonage', 'plivo', 'asterisk', 'freeswitch', '3cx', 'mango', 'uis', 'zadarma', 'binotel', \
    'megafon', 'beeline', 'telphin', 'voximplant', 'kamailio', 'rustpbx', 'amocrm', 'bitrix24', 'hubspot'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        integrations(manager).await?;
        calls(manager).await?;
        reports(manager).await
    }
}

async fn integrations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let json = if manager.get_database_backend() == DbBackend::Postgres { "jsonb" } else { "jsonb_text" };
    run(
        manager,
        &[
            "alter table integrations add column region text",
            "alter table integrations add column without_plus boolean",
            "alter table integrations add column keep_internal boolean not null default false",
            &format!("alter table integrations add column lines {json} not null default '[]'"),
            &format!("alter table integrations add column agents {json} not null default '[]'"),
            &format!("alter table integrations add column allowed_addresses {json} not null default '[]'"),
            &format!("alter table integrations add column secrets {json} not null default '{{}}'"),
            "alter table integrations add column url_secret text",
            "alter table integrations add column url_secret_before text",
            &format!("update integrations set provider = 'generic' where provider not in ({PROVIDERS})"),
        ],
    )
    .await?;
    add(manager, "integrations", maybe_instant("url_secret_before_until")).await
}

async fn calls(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for column in ["external_leg_id", "answered_by", "recording_id", "recording_state", "signature"] {
        add(manager, "calls", maybe_text(column)).await?;
    }
    for column in ["sip_code", "q850_cause", "sequence"] {
        add(manager, "calls", maybe_integer(column)).await?;
    }
    run(
        manager,
        &[
            // A recording that is known by an address alone is there.
            "update calls set recording_state = 'ready' where recording_url is not null",
            // Until now reports came with a key.
            "update calls set signature = 'key'",
        ],
    )
    .await
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // No key to `integrations`: every report of a box would lock the one row of that box for sharing, and none is ever deleted.
    let columns = vec![
        primary(),
        version(),
        id("integration_id"),
        instant("received_at"),
        maybe_text("signature"),
        text("provider"),
        maybe_text("content_type"),
        maybe_text("remote_address"),
        text("path"),
        text("query"),
        ColumnDef::new("body").blob().not_null().take(),
        text("outcome"),
        maybe_text("problem"),
    ];
    table(manager, "telephony_reports", columns, &[]).await?;
    // One body may tell of many calls, and one call is told of by many bodies.
    table(
        manager,
        "telephony_report_calls",
        vec![id("call_id"), id("report_id")],
        &[("call_id", "calls"), ("report_id", "telephony_reports")],
    )
    .await?;
    run(
        manager,
        &[
            "create index telephony_reports_integration on telephony_reports (integration_id, id)",
            "create index telephony_reports_outcome on telephony_reports (integration_id, outcome, id)",
            "create index telephony_reports_signature on telephony_reports (integration_id, signature, id)",
            "create index telephony_reports_received on telephony_reports (received_at, id)",
            "create index telephony_reports_pending on telephony_reports (id) where outcome = 'pending'",
            "create unique index telephony_report_calls_one on telephony_report_calls (call_id, report_id)",
            "create index telephony_report_calls_report on telephony_report_calls (report_id)",
        ],
    )
    .await
}
