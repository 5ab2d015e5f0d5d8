//! What a merge would do: nothing is written.

use domain::merges::Plan;
use domain::{ClientId, UserId};

use super::plan::{Asked, both, decide};
use crate::prelude::*;

/// What [`super::create_merge()`] would do now.
pub async fn preview_merge(ctx: &Ctx, actor: &Actor, ids: [ClientId; 2], curator_id: Option<UserId>) -> Result<Plan> {
    actor.may(Action::ProposeMerge)?;
    let clients = both(ctx.read().clients().find_many(ids).await?, ids)?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let asked = Asked { merge_id: domain::ids::Id::new(crate::ids::fresh()), curator_id, today };
    Ok(decide(ctx.read(), clients, &asked).await?.plan)
}
