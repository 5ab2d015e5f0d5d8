//! Shows a key of an outside system, without its secret.

use domain::access::{Action, Standing};
use domain::org::integrations::ApiKey;
use domain::{ApiKeyId, IntegrationId};

use crate::{Actor, AppError, Ctx};

/// The key `id` of integration `of`, or [`AppError::NotFound`].
pub async fn get_key(ctx: &Ctx, actor: &Actor, of: IntegrationId, id: ApiKeyId) -> Result<ApiKey, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    ctx.read().api_keys().find(id).await?.filter(|key| key.integration_id == of).ok_or(AppError::NotFound("key"))
}
