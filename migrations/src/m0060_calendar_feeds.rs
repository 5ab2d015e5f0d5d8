//! Addresses at which calendar programs read the meetings of a person; of the secret in them only the hash.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, maybe_instant, maybe_text, primary, run, table, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let feed = vec![primary(), version(), id("user_id"), maybe_text("hash"), instant("created_at"), maybe_instant("last_read_at")];
        table(manager, "calendar_feeds", feed, &[("user_id", "users")]).await?;
        run(
            manager,
            &[
                "create unique index calendar_feeds_user on calendar_feeds (user_id)",
                "create unique index calendar_feeds_hash on calendar_feeds (hash) where hash is not null",
            ],
        )
        .await
    }
}
