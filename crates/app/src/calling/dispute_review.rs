//! Who was reviewed objects (§3.3c).

use domain::CallReviewId;
use domain::calling::review::CallReview;

use crate::prelude::*;

/// Disputes the review; only whoever it judges may.
pub async fn dispute_review(ctx: &Ctx, actor: &Actor, target: Target<CallReviewId>, comment: String) -> Result<CallReview> {
    actor.may(Action::DisputeReview)?;
    ctx.write(actor, async |work| {
        let review = work.lock(target.id).await?;
        actor.authorise(Action::DisputeReview, &Standing { people: vec![review.user_id], unit: None })?;
        target.check(review.version)?;
        work.apply(review.dispute(comment.clone(), work.decision_context())?).await
    })
    .await
}
