//! Shows one entry of the contact history.

use domain::access::Action;
use domain::clients::Activity;
use domain::{ActivityId, ClientId};

use crate::{Actor, AppError, Ctx};

/// The activity, or [`AppError::NotFound`].
pub async fn get_activity(ctx: &Ctx, actor: &Actor, client: ClientId, id: ActivityId) -> Result<Activity, AppError> {
    actor.may(Action::ReadClients)?;
    ctx.read().activities().find(client, id).await?.ok_or(AppError::NotFound("activity"))
}
