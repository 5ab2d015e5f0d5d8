//! A disputed review is upheld or given anew, by somebody who neither gave it nor is judged by it (§3.3c, I-18).

use domain::CallReviewId;
use domain::calling::review::{CallReview, Score};

use crate::prelude::*;

/// Decides the dispute; `scores` take the place of those that were given, without them they stand.
pub async fn resolve_review(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<CallReviewId>,
    scores: Option<Vec<Score>>,
    comment: Option<String>,
) -> Result<CallReview> {
    actor.may_everywhere(Action::ResolveReview)?;
    let by = actor.person_for(Action::ResolveReview)?;
    ctx.write(actor, async |work| {
        let review = work.lock_target(target).await?;
        work.apply(review.resolve(scores.clone(), comment.clone(), (by, work.now))?).await
    })
    .await
}
