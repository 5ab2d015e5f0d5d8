//! Lists who answered for a client, when.

use domain::ClientId;
use domain::clients::Assignment;
use persistence::clients::AssignmentFilter;
use persistence::{Page, PageRequest};

use super::get_client;
use crate::{Actor, AppError, Ctx};

/// A page of them; an unknown client is [`AppError::NotFound`].
pub async fn list_assignments(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: AssignmentFilter,
    request: &PageRequest,
) -> Result<Page<Assignment>, AppError> {
    get_client(ctx, actor, id).await?;
    Ok(ctx.read().assignments().page(id, filter, request).await?)
}
