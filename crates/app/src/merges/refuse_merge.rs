//! Two records stay two clients.

use domain::MergeId;
use domain::merges::Merge;

use super::approve_merge::{approver, begin};
use crate::prelude::*;

/// Refuses it, with a reason: whoever has a say.
pub async fn refuse_merge(ctx: &Ctx, actor: &Actor, target: Target<MergeId>, reason: &str) -> Result<Merge> {
    actor.may(Action::ApproveMerge)?;
    ctx.write(actor, async |work| {
        let (merge, _, needed) = begin(work, target).await?;
        approver(actor, &needed)?;
        work.apply(merge.refuse(reason.to_owned(), actor.user(), work.now)?).await
    })
    .await
}
