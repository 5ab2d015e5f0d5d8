//! Which reviews were overturned, and reports by the time of missed calls.

use sea_orm_migration::prelude::*;

use crate::columns::{add, flag, run};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "call_reviews", flag("overturned").default(false).take()).await?;
        run(manager, &["update call_reviews set overturned = true where cast(resolution as text) like '%\"changed\"%'"]).await
    }
}
