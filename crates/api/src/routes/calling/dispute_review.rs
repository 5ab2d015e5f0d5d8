//! `POST /v1/call-reviews/{id}/dispute`

use crate::routes::prelude::*;
use crate::wire::call_review::{CallReview, CallReviewKey, DisputeReview};

/// Dispute the review of a call of one's own.
///
/// For whoever is judged, within three business days (norm `call_centre.review_dispute_days`), and once.
#[utoipa::path(tag = "calls", params(("id" = CallReviewKey, Path)), responses((status = 200, body = CallReview)))]
#[post("/call-reviews/{id}/dispute")]
pub async fn dispute_review(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeReview>,
    target: Target<CallReviewKey>,
    body: Json<DisputeReview>,
) -> Answered<CallReview> {
    Ok(Answer::ok(app::calling::dispute_review(&ctx, &caller, *target, body.0.comment).await?))
}
