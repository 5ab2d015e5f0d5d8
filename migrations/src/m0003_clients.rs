//! Clients, their contacts, activities and assignments; two lookup tables for phones and mail domains.

use sea_orm_migration::prelude::*;

use crate::columns::{
    flag, id, instant, integer, json, maybe_date, maybe_id, maybe_instant, maybe_json, maybe_text, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        clients(manager).await?;
        client_indexes(manager).await?;
        lookups(manager).await?;
        contacts(manager).await?;
        activities(manager).await?;
        assignments(manager).await
    }
}

async fn clients(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        maybe_text("external_id"),
        maybe_text("fingerprint"),
        text("legal_name"),
        maybe_text("trade_name"),
        maybe_text("inn"),
        maybe_text("kpp"),
        maybe_text("vat_id"),
        maybe_text("city"),
        maybe_text("legal_address"),
        maybe_text("actual_address"),
        maybe_text("time_zone"),
        text("source"),
        maybe_id("referrer_client_id"),
        json("phones"),
        json("emails"),
        text("stage"),
        instant("stage_since"),
        maybe_text("temperature"),
        maybe_date("recontact_on"),
        maybe_json("qualification"),
        maybe_text("reason"),
        integer("no_shows"),
        integer("acquisition_no"),
        maybe_id("first_sale_id"),
        maybe_date("first_sale_on"),
        maybe_date("last_sale_on"),
        maybe_instant("handed_over_at"),
        maybe_instant("last_contact_at"),
        maybe_instant("last_curator_contact_at"),
        instant("silent_since"),
        maybe_json("loss_proposal"),
        maybe_instant("lost_at"),
        maybe_instant("won_back_at"),
        maybe_date("contact_exempt_until"),
        maybe_text("contact_exempt_reason"),
        flag("credit_hold"),
        maybe_id("curator_id"),
        maybe_id("hunter_of_record_id"),
        maybe_id("created_by"),
        flag("imported"),
        maybe_id("duplicate_of_id"),
        text("record_status"),
        maybe_id("merged_into_id"),
        instant("created_at"),
    ];
    let references = [
        ("referrer_client_id", "clients"),
        ("duplicate_of_id", "clients"),
        ("merged_into_id", "clients"),
        ("curator_id", "users"),
        ("hunter_of_record_id", "users"),
        ("created_by", "users"),
    ];
    table(manager, "clients", columns, &references).await
}

/// One for every filter and order of the list, and for the nightly sweeps.
async fn client_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &[
            "create unique index clients_external_id on clients (external_id) where external_id is not null",
            // E-18: one live record a legal entity, even if two people create him at once.
            "create unique index clients_inn on clients (inn) where inn is not null and record_status = 'live'",
            "create unique index clients_vat_id on clients (vat_id) where vat_id is not null and record_status = 'live'",
            "create index clients_stage on clients (stage, id)",
            "create index clients_stage_silent on clients (stage, silent_since, id)",
            "create index clients_silent on clients (silent_since, id)",
            "create index clients_stage_since on clients (stage_since, id)",
            "create index clients_last_contact on clients (last_contact_at) where last_contact_at is not null",
            "create index clients_recontact on clients (recontact_on) where recontact_on is not null",
            "create index clients_curator on clients (curator_id, stage, id) where curator_id is not null",
            "create index clients_lost_curated on clients (lost_at) where stage = 'lost' and curator_id is not null",
            "create index clients_hunter on clients (hunter_of_record_id, id) where hunter_of_record_id is not null",
            "create index clients_source on clients (source, id)",
            "create index clients_temperature on clients (temperature, id) where temperature is not null",
        ],
    )
    .await
}

async fn lookups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(manager, "client_phones", vec![id("client_id"), text("e164")], &[("client_id", "clients")]).await?;
    table(manager, "client_domains", vec![id("client_id"), text("domain")], &[("client_id", "clients")]).await?;
    run(
        manager,
        &[
            "create unique index client_phones_e164 on client_phones (e164, client_id)",
            "create index client_phones_client on client_phones (client_id)",
            "create unique index client_domains_domain on client_domains (domain, client_id)",
            "create index client_domains_client on client_domains (client_id)",
        ],
    )
    .await
}

async fn contacts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        version(),
        id("client_id"),
        text("name"),
        maybe_text("position"),
        maybe_text("influence"),
        flag("decision_maker"),
        json("phones"),
        json("emails"),
        maybe_date("birthday"),
        flag("do_not_contact"),
        instant("created_at"),
    ];
    table(manager, "contacts", columns, &[("client_id", "clients")]).await?;
    run(manager, &["create index contacts_client on contacts (client_id, id)"]).await
}

async fn activities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // What it was made from (call, meeting, handoff) lies in tables of later steps: ids without a foreign key.
    let columns = vec![
        primary(),
        id("client_id"),
        text("kind"),
        text("direction"),
        flag("two_way"),
        maybe_id("user_id"),
        maybe_id("contact_id"),
        instant("occurred_at"),
        maybe_text("result"),
        maybe_date("next_step_on"),
        maybe_id("call_id"),
        maybe_id("meeting_id"),
        maybe_id("handoff_id"),
        maybe_id("corrects_id"),
        instant("recorded_at"),
    ];
    let references = [("client_id", "clients"), ("user_id", "users"), ("contact_id", "contacts"), ("corrects_id", "activities")];
    table(manager, "activities", columns, &references).await?;
    run(
        manager,
        &[
            "create index activities_client on activities (client_id, id)",
            "create index activities_client_time on activities (client_id, occurred_at, id)",
            "create index activities_user on activities (user_id, occurred_at) where user_id is not null",
            "create index activities_next_step on activities (next_step_on) where next_step_on is not null",
        ],
    )
    .await
}

async fn assignments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        primary(),
        id("client_id"),
        id("user_id"),
        text("role"),
        instant("from_at"),
        maybe_instant("to_at"),
        text("reason"),
        maybe_id("approved_by"),
    ];
    table(manager, "assignments", columns, &[("client_id", "clients"), ("user_id", "users"), ("approved_by", "users")]).await?;
    run(
        manager,
        &[
            "create index assignments_client on assignments (client_id, id)",
            "create index assignments_user on assignments (user_id, role) where to_at is null",
            // I-4, §3.13: one curator and one hunter of record at a time.
            "create unique index assignments_one_curator on assignments (client_id) where role = 'curator' and to_at is null",
            "create unique index assignments_one_hunter on assignments (client_id) where role = 'hunter_of_record' and to_at is null",
        ],
    )
    .await
}
