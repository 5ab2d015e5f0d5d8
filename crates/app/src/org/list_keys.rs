//! Lists the keys of an outside system, without their secrets.

use domain::access::{Action, Standing};
use domain::org::integrations::ApiKey;
use persistence::org::ApiKeyFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of keys, oldest first; [`AppError::NotFound`] without such an integration.
pub async fn list_keys(ctx: &Ctx, actor: &Actor, filter: ApiKeyFilter, request: PageRequest) -> Result<Page<ApiKey>, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    ctx.read().integrations().find(filter.integration_id).await?.ok_or(AppError::NotFound("integration"))?;
    Ok(ctx.read().api_keys().page(&filter, &request).await?)
}
