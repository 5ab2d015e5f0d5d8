//! By which numbers contacts lead to their clients; those that are known already are entered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{id, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("contact_id"), id("client_id"), text("e164")];
        table(manager, "contact_phones", columns, &[("contact_id", "contacts"), ("client_id", "clients")]).await?;
        // Numbers were plain texts until now, and become lines with an extension and a label.
        let (known, lines) = if manager.get_database_backend() == DbBackend::Postgres {
            (
                "insert into contact_phones select distinct c.id, c.client_id, n.e164 from contacts c, jsonb_array_elements_text(c.phones) n (e164)",
                "update contacts set phones = (select coalesce(jsonb_agg(jsonb_build_object('number', n.e164)), '[]') from jsonb_array_elements_text(phones) n (e164))",
            )
        } else {
            (
                "insert into contact_phones select distinct c.id, c.client_id, n.value from contacts c, json_each(c.phones) n",
                "update contacts set phones = (select json_group_array(json_object('number', n.value)) from json_each(phones) n)",
            )
        };
        run(
            manager,
            &[
                known,
                lines,
                "create unique index contact_phones_e164 on contact_phones (e164, contact_id)",
                "create index contact_phones_contact on contact_phones (contact_id)",
                "create index contact_phones_client on contact_phones (client_id)",
            ],
        )
        .await
    }
}
