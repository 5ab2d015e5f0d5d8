//! A plan of collections is approved by somebody else than its author and its person (I-18).

use domain::CollectionPlanId;

use super::collection_plans::{lock, show};
use super::facts::CollectionPlanView;
use crate::prelude::*;

/// Approves it; a repeat changes nothing.
pub async fn approve_collection_plan(ctx: &Ctx, actor: &Actor, target: Target<CollectionPlanId>) -> Result<CollectionPlanView> {
    ctx.write(actor, async |work| {
        let plan = lock(work, Action::ApproveCollections, target).await?;
        let plan = work.apply(plan.approve(actor.user(), work.now)?).await?;
        show(work, plan).await
    })
    .await
}
