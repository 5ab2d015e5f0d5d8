//! `POST /v1/call-reviews/{id}/resolve`

use crate::routes::prelude::*;
use crate::wire::call_review::{CallReview, CallReviewKey, ResolveReview};

/// Decide the dispute about the review of a call.
///
/// By somebody who neither gave the review nor is judged by it (`own_matter`). With `changed`, `scores` take the place of those that
/// were given, by the same revision of the scorecard.
#[utoipa::path(tag = "calls", params(("id" = CallReviewKey, Path)), responses((status = 200, body = CallReview)))]
#[post("/call-reviews/{id}/resolve")]
pub async fn resolve_review(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveReview>,
    target: Target<CallReviewKey>,
    body: Json<ResolveReview>,
) -> Answered<CallReview> {
    let scores = body.0.scores()?;
    Ok(Answer::ok(app::calling::resolve_review(&ctx, &caller, *target, scores, body.0.comment).await?))
}
