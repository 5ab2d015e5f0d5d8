//! Shows an endpoint.

use domain::WebhookId;
use domain::access::{Action, Standing};
use domain::webhooks::Endpoint;

use crate::{Actor, AppError, Ctx};

/// The endpoint, or [`AppError::NotFound`].
pub async fn get_endpoint(ctx: &Ctx, actor: &Actor, id: WebhookId) -> Result<Endpoint, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    ctx.read().webhook_endpoints().find(id).await?.ok_or(AppError::NotFound("webhook endpoint"))
}
