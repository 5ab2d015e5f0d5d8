//! The journal in the order in which it may be followed, what it is filtered by, its chains and their anchors; tickets to the stream.

use sea_orm_migration::prelude::*;

use crate::columns::{instant, integer, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "alter table journal add column chain_no bigint not null default 0",
                "alter table journal add column hash text not null default ''",
                // What was written before there were chains lies before their first links.
                "update journal set chain_no = -seq",
                "drop index journal_subject",
                "create unique index journal_chain on journal (subject_id, chain_no)",
                "create index journal_order on journal (tx, seq)",
                "create index journal_name on journal (name, tx, seq)",
                "create index journal_actor on journal (actor_id, tx, seq) where actor_id is not null",
                "create index journal_at on journal (at)",
            ],
        )
        .await?;
        let number = ColumnDef::new("number").big_integer().not_null().primary_key().take();
        let anchor = vec![number, instant("made_at"), integer("tx"), integer("seq"), integer("entries"), text("hash")];
        table(manager, "journal_anchors", anchor, &[]).await?;
        let ticket = vec![ColumnDef::new("hash").text().not_null().primary_key().take(), text("pass"), instant("expires_at")];
        table(manager, "event_tickets", ticket, &[]).await?;
        run(manager, &["create index event_tickets_expiry on event_tickets (expires_at)"]).await
    }
}
