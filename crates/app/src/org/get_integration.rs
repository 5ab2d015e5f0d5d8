//! Shows an outside system.

use domain::IntegrationId;
use domain::access::{Action, Standing};
use domain::org::Integration;

use crate::{Actor, AppError, Ctx};

/// The integration, or [`AppError::NotFound`].
pub async fn get_integration(ctx: &Ctx, actor: &Actor, id: IntegrationId) -> Result<Integration, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    ctx.read().integrations().find(id).await?.ok_or(AppError::NotFound("integration"))
}
