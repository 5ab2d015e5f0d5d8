//! Pairs of records that may be one client: shown, listed.

use domain::DuplicateId;
use domain::merges::Duplicate;
use persistence::merges::DuplicateFilter;

use crate::prelude::*;

/// The pair, or [`AppError::NotFound`].
pub async fn get_duplicate(ctx: &Ctx, actor: &Actor, id: DuplicateId) -> Result<Duplicate> {
    actor.may(Action::ReadDuplicates)?;
    ctx.get(id).await
}

/// A page of pairs.
pub async fn list_duplicates(ctx: &Ctx, actor: &Actor, filter: &DuplicateFilter, request: &PageRequest) -> Result<Page<Duplicate>> {
    ctx.page(actor, filter, request).await
}
