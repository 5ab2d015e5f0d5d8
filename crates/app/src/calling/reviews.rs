//! Reviews of calls: shown and listed to who is judged, to who judges, and to heads.

use domain::CallReviewId;
use domain::calling::review::CallReview;
use persistence::calling::ReviewFilter;

use crate::prelude::*;

/// The review, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_review(ctx: &Ctx, actor: &Actor, id: CallReviewId) -> Result<CallReview> {
    actor.may(Action::ReadReviews)?;
    let review = ctx.get(id).await?;
    let reviewed = ctx.get(review.user_id).await?;
    actor.authorise(Action::ReadReviews, &reviewed.standing()).map_err(|_| AppError::NotFound("review"))?;
    Ok(review)
}

/// A page of the reviews that are the caller's, of his unit's people, or all.
pub async fn list_reviews(ctx: &Ctx, actor: &Actor, filter: &ReviewFilter, request: &PageRequest) -> Result<Page<CallReview>> {
    ctx.page(actor, filter, request).await
}
