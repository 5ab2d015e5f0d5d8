//! Lists outside systems.

use domain::access::{Action, Standing};
use domain::org::Integration;
use persistence::org::IntegrationFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of outside systems, oldest first.
pub async fn list_integrations(
    ctx: &Ctx,
    actor: &Actor,
    filter: IntegrationFilter,
    request: PageRequest,
) -> Result<Page<Integration>, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    Ok(ctx.read().integrations().page(&filter, &request).await?)
}
