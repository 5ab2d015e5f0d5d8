//! Merges: shown, listed. Who may only propose one sees his own.

use domain::MergeId;
use domain::merges::Merge;
use persistence::merges::MergeFilter;

use crate::prelude::*;

/// The merge, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_merge(ctx: &Ctx, actor: &Actor, id: MergeId) -> Result<Merge> {
    actor.may(Action::ReadMerges)?;
    visible(actor, ctx.get(id).await?)
}

/// A page of merges.
pub async fn list_merges(ctx: &Ctx, actor: &Actor, filter: &MergeFilter, request: &PageRequest) -> Result<Page<Merge>> {
    ctx.page(actor, filter, request).await
}

/// One that the caller may not see is not found.
pub(super) fn visible(actor: &Actor, merge: Merge) -> Result<Merge> {
    let standing = Standing { people: merge.proposed_by.into_iter().collect(), unit: None };
    actor.authorise(Action::ReadMerges, &standing).map_err(|_| AppError::NotFound("merge"))?;
    Ok(merge)
}
