//! Lists endpoints.

use domain::access::{Action, Standing};
use domain::webhooks::Endpoint;
use persistence::webhooks::EndpointFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of endpoints, oldest first.
pub async fn list_endpoints(ctx: &Ctx, actor: &Actor, filter: &EndpointFilter, request: &PageRequest) -> Result<Page<Endpoint>, AppError> {
    actor.authorise(Action::ManageWebhooks, &Standing::default())?;
    Ok(ctx.read().webhook_endpoints().page(filter, request).await?)
}
