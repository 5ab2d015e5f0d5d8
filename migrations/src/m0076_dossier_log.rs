//! The log of a dossier is read from the journal, the newest first (RULES.md §3.22); and what a dossier computes is found by its client.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let log = "create index journal_dossier on journal (subject_id, chain_no) where subject_kind = 'dossier'";
        let lost = "create index opportunities_lost_to on opportunities (client_id, id) where state = 'lost' and competitor is not null";
        run(manager, &[log, lost]).await
    }
}
