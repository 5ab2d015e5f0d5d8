//! Lists what was said and sent to a client.

use domain::ClientId;
use domain::clients::Activity;
use persistence::clients::ActivityFilter;
use persistence::{Page, PageRequest};

use super::get_client;
use crate::{Actor, AppError, Ctx};

/// A page of them; an unknown client is [`AppError::NotFound`].
pub async fn list_activities(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: &ActivityFilter,
    request: &PageRequest,
) -> Result<Page<Activity>, AppError> {
    get_client(ctx, actor, id).await?;
    Ok(ctx.read().activities().page(id, filter, request).await?)
}
