//! Somebody listens to a call and judges it by a scorecard (§3.3c, N-9a).

use domain::calling::Call;
use domain::calling::review::{CallReview, NewReview, Refusal};
use domain::{CallId, ScorecardId, UserId};

use crate::prelude::*;

/// A review to be given.
#[derive(Clone, Debug)]
pub struct GivenReview {
    /// By which scorecard, in its present revision.
    pub scorecard_id: ScorecardId,
    /// What is said of the call.
    pub review: NewReview,
}

/// Reviews the call that the path names.
pub async fn review_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, given: GivenReview) -> Result<CallReview> {
    let by = reviewer(actor)?;
    ctx.write(actor, async |work| give(work, work.lock_target(target).await?, by, &given).await).await
}

/// Reviews the call that the body names.
pub async fn add_review(ctx: &Ctx, actor: &Actor, call: CallId, given: GivenReview) -> Result<CallReview> {
    let by = reviewer(actor)?;
    ctx.write(actor, async |work| give(work, work.lock_named("/call_id", call).await?, by, &given).await).await
}

fn reviewer(actor: &Actor) -> Result<UserId> {
    actor.may_everywhere(Action::ReviewCalls)?;
    actor.person_for(Action::ReviewCalls)
}

/// Under the lock of the call, so that one person gives one review of it.
async fn give(work: &Work<'_>, call: Call, by: UserId, given: &GivenReview) -> Result<CallReview> {
    let card = work.named("/scorecard_id", given.scorecard_id).await?;
    if let Some(known) = work.call_reviews().of(call.id, by).await? {
        return Err(Refusal::Exists { id: known.id }.into());
    }
    let review = work.apply(CallReview::give(work.id(), &call, &card, (by, given.review.clone()), work.now)?).await?;
    work.apply(call.has_review(review.id)).await?;
    Ok(review)
}
