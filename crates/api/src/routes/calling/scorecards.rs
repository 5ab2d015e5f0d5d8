//! `/v1/scorecards`: listed, made, shown, changed.

use app::calling::ScorecardFilter;

use crate::routes::prelude::*;
use crate::wire::scorecard::{NewScorecard, Scorecard, ScorecardKey, ScorecardPatch};

/// List scorecards.
///
/// By which calls are reviewed, oldest first.
#[utoipa::path(tag = "calls", params(ListQuery<ScorecardFilter>), responses((status = 200, body = List<Scorecard>)))]
#[get("/scorecards")]
pub async fn list_scorecards(ctx: Data<Ctx>, caller: May<permission::ReadReviews>, query: ListQuery<ScorecardFilter>) -> Listed<Scorecard> {
    List::answer(&query, app::calling::list_scorecards(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Make a scorecard.
///
/// With at most 15 criteria, so that one can listen for all of them. A criterion with `compliance` is a duty: whoever neglects it
/// fails the call.
#[utoipa::path(tag = "calls", responses((status = 201, body = Scorecard)))]
#[post("/scorecards")]
pub async fn create_scorecard(ctx: Data<Ctx>, caller: May<permission::WriteScorecards>, body: Json<NewScorecard>) -> Answered<Scorecard> {
    let card = app::calling::add_scorecard(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/scorecards/{}", card.id), card))
}

/// Show a scorecard.
///
/// In its present revision.
#[utoipa::path(tag = "calls", params(("id" = ScorecardKey, Path)), responses((status = 200, body = Scorecard)))]
#[get("/scorecards/{id}")]
pub async fn get_scorecard(ctx: Data<Ctx>, caller: May<permission::ReadReviews>, id: PathId<ScorecardKey>) -> Answered<Scorecard> {
    Ok(Answer::ok(app::calling::get_scorecard(&ctx, &caller, *id).await?))
}

/// Change a scorecard.
///
/// A change makes a new revision, by which calls are judged from now on; reviews that were given keep theirs.
#[utoipa::path(tag = "calls", params(("id" = ScorecardKey, Path)), request_body(content = ScorecardPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Scorecard)))]
#[patch("/scorecards/{id}")]
pub async fn patch_scorecard(
    ctx: Data<Ctx>,
    caller: May<permission::WriteScorecards>,
    target: PatchTarget<ScorecardKey>,
    patch: Patch<ScorecardPatch>,
) -> Answered<Scorecard> {
    Ok(Answer::ok(app::calling::update_scorecard(&ctx, &caller, *target, patch.0.into()).await?))
}
