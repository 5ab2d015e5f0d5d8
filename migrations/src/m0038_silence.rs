//! From when the silence of a client counts with whom nobody has ever spoken (C17, C19), and whose curator works in key accounts.

use sea_orm_migration::prelude::*;

use crate::columns::{add, flag, instant, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "clients", instant("silence_from").default("1970-01-01T00:00:00+00:00").take()).await?;
        add(manager, "clients", flag("key_account").default(false).take()).await?;
        run(
            manager,
            &[
                "update clients set silence_from = stage_since",
                KEPT_BY_KEY_ACCOUNTS,
                "create index clients_key_account on clients (id) where key_account",
            ],
        )
        .await
    }
}

/// Whose curator works there today.
const KEPT_BY_KEY_ACCOUNTS: &str =
    "update clients set key_account = true where curator_id in (select id from users where unit = 'key_accounts')";
