//! Who is there to make calls, who pauses, who has gone: one present state a person, and the earlier ones.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let availability = vec![
            primary(),
            version(),
            id("user_id"),
            text("state"),
            maybe_text("reason"),
            instant("since_at"),
            maybe_instant("until_at"),
            instant("heard_at"),
        ];
        table(manager, "availabilities", availability, &[("user_id", "users")]).await?;
        run(
            manager,
            &[
                "create unique index availabilities_present on availabilities (user_id) where until_at is null",
                "create index availabilities_silent on availabilities (heard_at) where until_at is null and state = 'available'",
                "create index availabilities_user on availabilities (user_id, id)",
                "create index availabilities_state on availabilities (state, id)",
                "create index availabilities_since on availabilities (since_at, id)",
                "create index availabilities_until on availabilities (until_at, id)",
            ],
        )
        .await
    }
}
