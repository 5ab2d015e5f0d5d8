//! Scorecards, and the reviews of calls by them.

use sea_orm_migration::prelude::*;

use crate::columns::{flag, id, instant, integer, json, maybe_id, maybe_json, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scorecard = vec![
            primary(),
            version(),
            text("name"),
            integer("pass_bp"),
            json("criteria"),
            integer("revision"),
            id("created_by"),
            instant("created_at"),
        ];
        table(manager, "scorecards", scorecard, &[("created_by", "users")]).await?;
        let review = vec![
            primary(),
            version(),
            id("call_id"),
            maybe_id("client_id"),
            instant("called_at"),
            id("user_id"),
            id("reviewer_id"),
            id("scorecard_id"),
            integer("scorecard_revision"),
            json("criteria"),
            integer("pass_bp"),
            json("scores"),
            integer("points"),
            integer("points_max"),
            integer("score_bp"),
            flag("auto_fail"),
            flag("passed"),
            maybe_text("comment"),
            text("state"),
            maybe_json("dispute"),
            maybe_json("resolution"),
            instant("created_at"),
        ];
        let references = [("call_id", "calls"), ("user_id", "users"), ("reviewer_id", "users"), ("scorecard_id", "scorecards")];
        table(manager, "call_reviews", review, &references).await?;
        run(
            manager,
            &[
                "create unique index call_reviews_call on call_reviews (call_id, reviewer_id)",
                "create index call_reviews_user on call_reviews (user_id, id)",
                "create index call_reviews_reviewer on call_reviews (reviewer_id, id)",
                "create index call_reviews_scorecard on call_reviews (scorecard_id, id)",
                "create index call_reviews_state on call_reviews (state, id)",
                "create index call_reviews_passed on call_reviews (passed, id)",
                "create index call_reviews_created on call_reviews (created_at, id)",
                "create index call_reviews_week on call_reviews (called_at, user_id, call_id)",
            ],
        )
        .await
    }
}
