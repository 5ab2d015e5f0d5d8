//! Assignments of a client: listed. They begin and end with the steps in `curate`.

use domain::ClientId;
use domain::clients::Assignment;
use persistence::clients::AssignmentFilter;

use super::get_client;
use crate::prelude::*;

/// A page of them; an unknown client is [`AppError::NotFound`].
pub async fn list_assignments(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: &AssignmentFilter,
    request: &PageRequest,
) -> Result<Page<Assignment>> {
    get_client(ctx, actor, id).await?;
    Ok(ctx.read().assignments().page(id, filter, request).await?)
}
