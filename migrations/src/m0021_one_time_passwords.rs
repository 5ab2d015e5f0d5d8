//! Until when a one-time password lets its person in.

use sea_orm_migration::prelude::*;

use crate::columns::{add, maybe_instant};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "users", maybe_instant("one_time_until")).await
    }
}
