//! Lists deals.

use domain::access::Action;
use domain::sales::Opportunity;
use persistence::sales::OpportunityFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of deals, oldest first.
pub async fn list_opportunities(
    ctx: &Ctx,
    actor: &Actor,
    filter: &OpportunityFilter,
    request: &PageRequest,
) -> Result<Page<Opportunity>, AppError> {
    actor.may(Action::ReadClients)?;
    Ok(ctx.read().opportunities().page(filter, request).await?)
}
