//! Scripts with their versions, and what calls have brought in answers.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add, id, instant, integer, json, maybe_id, maybe_instant, maybe_integer, maybe_json, primary, run, table, text, version,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scripts = vec![
            primary(),
            version(),
            text("name"),
            text("state"),
            maybe_integer("approved_version"),
            maybe_id("created_by"),
            instant("created_at"),
        ];
        table(manager, "scripts", scripts, &[]).await?;
        let versions = vec![
            primary(),
            version(),
            id("script_id"),
            integer("number"),
            text("state"),
            json("steps"),
            json("objections"),
            maybe_id("created_by"),
            instant("created_at"),
            maybe_id("approved_by"),
            maybe_instant("approved_at"),
        ];
        table(manager, "script_versions", versions, &[("script_id", "scripts")]).await?;
        // What can be counted of the answers, one row each; the answers themselves are in the row of their call.
        let answers = vec![id("call_id"), id("script_id"), integer("number"), text("step"), text("value")];
        table(manager, "call_answers", answers, &[("call_id", "calls")]).await?;
        add(manager, "calls", maybe_id("call_task_id")).await?;
        add(manager, "calls", maybe_integer("attempt_no")).await?;
        add(manager, "calls", maybe_json("answers")).await?;
        run(
            manager,
            &[
                "create unique index script_versions_number on script_versions (script_id, number)",
                "create index script_versions_order on script_versions (script_id, id)",
                "create unique index call_answers_one on call_answers (call_id, step)",
                "create index call_answers_script on call_answers (script_id, number, step, value)",
                "create index calls_task on calls (call_task_id, id) where call_task_id is not null",
            ],
        )
        .await
    }
}
