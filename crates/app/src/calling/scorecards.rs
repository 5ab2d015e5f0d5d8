//! Scorecards: shown, listed, made, changed by the call-centre administrator.

use domain::ScorecardId;
use domain::calling::scorecard::{NewScorecard, Scorecard, ScorecardChange};
use persistence::calling::ScorecardFilter;

use crate::prelude::*;

/// The scorecard, or [`AppError::NotFound`].
pub async fn get_scorecard(ctx: &Ctx, actor: &Actor, id: ScorecardId) -> Result<Scorecard> {
    actor.may(Action::ReadReviews)?;
    ctx.get(id).await
}

/// A page of scorecards, oldest first.
pub async fn list_scorecards(ctx: &Ctx, actor: &Actor, filter: &ScorecardFilter, request: &PageRequest) -> Result<Page<Scorecard>> {
    ctx.page(actor, filter, request).await
}

/// A scorecard in its first revision.
pub async fn add_scorecard(ctx: &Ctx, actor: &Actor, new: NewScorecard) -> Result<Scorecard> {
    actor.may_everywhere(Action::WriteScorecards)?;
    let by = actor.person_for(Action::WriteScorecards)?;
    ctx.write(actor, async |work| work.apply(Scorecard::create(work.id(), new.clone(), by, work.now)).await).await
}

/// Its next revision, by which later reviews are given.
pub async fn update_scorecard(ctx: &Ctx, actor: &Actor, target: Target<ScorecardId>, change: ScorecardChange) -> Result<Scorecard> {
    actor.may_everywhere(Action::WriteScorecards)?;
    ctx.write(actor, async |work| work.apply(work.lock_target(target).await?.change(change.clone())).await).await
}
