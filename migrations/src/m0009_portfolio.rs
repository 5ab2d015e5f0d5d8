//! Signals to heads.

use sea_orm_migration::prelude::*;

use crate::columns::{instant, json, maybe_id, maybe_instant, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            text("kind"),
            text("subject"),
            maybe_id("user_id"),
            text("unit"),
            json("facts"),
            text("state"),
            instant("since"),
            maybe_instant("resolved_at"),
        ];
        table(manager, "signals", columns, &[("user_id", "users")]).await?;
        run(
            manager,
            &[
                // One is open per kind and subject, however many instances look at the same time.
                "create unique index signals_open on signals (kind, subject) where state <> 'resolved'",
                "create index signals_state on signals (state, id)",
                "create index signals_kind on signals (kind, id)",
                "create index signals_unit on signals (unit, id)",
                "create index signals_user on signals (user_id, id) where user_id is not null",
            ],
        )
        .await
    }
}
