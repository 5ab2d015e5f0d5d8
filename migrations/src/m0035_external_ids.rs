//! What scripts of other systems know people at clients', employees and product lines by: each may carry the id it has there.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "alter table contacts add column external_id text",
                "alter table users add column external_id text",
                "alter table product_lines add column external_id text",
                // One person may work at two clients: his id is unique at each.
                "create unique index contacts_external_id on contacts (client_id, external_id) where external_id is not null",
                "create unique index users_external_id on users (external_id) where external_id is not null",
                "create unique index product_lines_external_id on product_lines (external_id) where external_id is not null",
            ],
        )
        .await
    }
}
