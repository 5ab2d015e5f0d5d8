//! The journal, and what the system itself remembers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{flag, id, instant, json, maybe_id, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        let mut seq = ColumnDef::new("seq").big_integer().not_null().primary_key().take();
        if postgres {
            seq.auto_increment();
        } else {
            // SQLite: only `integer primary key autoincrement` never gives a number twice.
            seq = ColumnDef::new("seq").integer().not_null().auto_increment().primary_key().take();
        }
        // The writing transaction, so that cursor readers can stop below the oldest one still running (crates/README.md).
        let mut tx = ColumnDef::new("tx").big_integer().not_null().take();
        tx.default(if postgres { Expr::cust("(pg_current_xact_id()::text::bigint)") } else { Expr::cust("0") });
        let columns = vec![
            seq,
            id("id"),
            tx,
            instant("at"),
            text("name"),
            text("subject_kind"),
            id("subject_id"),
            maybe_id("client_id"),
            text("actor_kind"),
            maybe_id("actor_id"),
            maybe_text("request_id"),
            json("facts"),
        ];
        table(manager, "journal", columns, &[]).await?;
        table(manager, "settings", vec![ColumnDef::new("key").text().not_null().primary_key().take(), json("value")], &[]).await?;
        let lease = vec![ColumnDef::new("name").text().not_null().primary_key().take(), id("holder"), instant("until")];
        table(manager, "leases", lease, &[]).await?;
        let line = vec![primary(), version(), text("code"), text("name"), maybe_text("parent"), flag("active"), instant("created_at")];
        table(manager, "product_lines", line, &[]).await?;
        run(
            manager,
            &[
                "create index journal_client on journal (client_id, seq) where client_id is not null",
                "create index journal_subject on journal (subject_id, seq)",
                "create unique index product_lines_code on product_lines (code)",
            ],
        )
        .await
    }
}
