//! Shows a deal.

use domain::OpportunityId;
use domain::access::Action;
use domain::sales::Opportunity;

use crate::{Actor, AppError, Ctx};

/// The deal, or [`AppError::NotFound`]. Whoever may read clients may read deals (§6).
pub async fn get_opportunity(ctx: &Ctx, actor: &Actor, id: OpportunityId) -> Result<Opportunity, AppError> {
    actor.may(Action::ReadClients)?;
    ctx.read().opportunities().find(id).await?.ok_or(AppError::NotFound("opportunity"))
}
