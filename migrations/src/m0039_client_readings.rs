//! How many clients each person has looked at (E-45); each instance of the server counts what passes through it.

use sea_orm_migration::prelude::*;

use crate::columns::{id, instant, integer, run, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("user_id"), id("instance"), instant("since"), integer("clients")];
        table(manager, "client_readings", columns, &[("user_id", "users")]).await?;
        run(manager, &["create unique index client_readings_person on client_readings (user_id, instance)"]).await
    }
}
