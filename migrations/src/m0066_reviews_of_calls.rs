//! A call tells which reviews it has.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (json, ids) = match manager.get_database_backend() {
            DbBackend::Postgres => ("jsonb", "jsonb_agg(r.id::text order by r.id)"),
            _ => ("jsonb_text", "json_group_array(lower(%ID%) order by r.id)"),
        };
        let hex = "substr(hex(r.id), 1, 8) || '-' || substr(hex(r.id), 9, 4) || '-' || substr(hex(r.id), 13, 4) || '-' || \
                   substr(hex(r.id), 17, 4) || '-' || substr(hex(r.id), 21)";
        let ids = ids.replace("%ID%", hex);
        run(
            manager,
            &[
                &format!("alter table calls add column review_ids {json} not null default '[]'"),
                &format!(
                    "update calls set review_ids = (select {ids} from call_reviews r where r.call_id = calls.id) \
                     where exists (select 1 from call_reviews r where r.call_id = calls.id)"
                ),
            ],
        )
        .await
    }
}
