//! `/v1/call-reviews`: listed, given, shown; `/v1/call-review-samples`.

use app::calling::{ReviewFilter, SampleFilter};

use crate::routes::prelude::*;
use crate::wire::call::CallKey;
use crate::wire::call_review::{CallReview, CallReviewKey, NewCallReview, ReviewOfCall, ReviewSample};

/// List reviews of calls.
///
/// Your own, those of your people if you head a unit, all for the call-centre administrator, quality and the director.
#[utoipa::path(tag = "calls", params(ListQuery<ReviewFilter>), responses((status = 200, body = List<CallReview>)))]
#[get("/call-reviews")]
pub async fn list_reviews(ctx: Data<Ctx>, caller: May<permission::ReadReviews>, query: ListQuery<ReviewFilter>) -> Listed<CallReview> {
    List::answer(&query, app::calling::list_reviews(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Review a call.
///
/// One review a call and reviewer (`review_exists` names it), and none of a call of your own (`own_matter`). Whoever talked longest is
/// judged; where nobody whom Baton knows talked, nobody is (`not_reviewable`).
#[utoipa::path(tag = "calls", responses((status = 201, body = CallReview)))]
#[post("/call-reviews")]
pub async fn create_review(ctx: Data<Ctx>, caller: May<permission::ReviewCalls>, body: Json<NewCallReview>) -> Answered<CallReview> {
    let call = body.0.call_id.0;
    let review = app::calling::add_review(&ctx, &caller, call, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/call-reviews/{}", review.id), review))
}

/// Review this call.
///
/// As `POST /v1/call-reviews` with its id.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 201, body = CallReview)))]
#[post("/calls/{id}/review")]
pub async fn review_call(
    ctx: Data<Ctx>,
    caller: May<permission::ReviewCalls>,
    target: Target<CallKey>,
    body: Json<ReviewOfCall>,
) -> Answered<CallReview> {
    let review = app::calling::review_call(&ctx, &caller, *target, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/call-reviews/{}", review.id), review))
}

/// Show the review of a call.
///
/// With the dispute about it and what was decided, if there was one.
#[utoipa::path(tag = "calls", params(("id" = CallReviewKey, Path)), responses((status = 200, body = CallReview)))]
#[get("/call-reviews/{id}")]
pub async fn get_review(ctx: Data<Ctx>, caller: May<permission::ReadReviews>, id: PathId<CallReviewKey>) -> Answered<CallReview> {
    Ok(Answer::ok(app::calling::get_review(&ctx, &caller, *id).await?))
}

/// List which calls of a week are to be reviewed.
///
/// For each call manager: how many are wanted and done, and which ones to take next. The draw is the same for everybody who asks.
#[utoipa::path(tag = "calls", params(ListQuery<SampleFilter>), responses((status = 200, body = List<ReviewSample>)))]
#[get("/call-review-samples")]
pub async fn list_review_samples(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReviews>,
    query: ListQuery<SampleFilter>,
) -> Listed<ReviewSample> {
    List::answer(&query, app::calling::list_review_samples(&ctx, &caller, &query.filter, &query.page).await?)
}
