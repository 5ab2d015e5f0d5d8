//! Shows a client.

use domain::ClientId;
use domain::access::Action;
use domain::clients::Client;

use crate::{Actor, AppError, Ctx};

/// The client, or [`AppError::NotFound`].
pub async fn get_client(ctx: &Ctx, actor: &Actor, id: ClientId) -> Result<Client, AppError> {
    actor.may(Action::ReadClients)?;
    ctx.read().clients().find(id).await?.ok_or(AppError::NotFound("client"))
}
