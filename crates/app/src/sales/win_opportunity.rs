//! A deal is won: a confirmed sale stands behind it. The first-sale trigger does it by itself.

use domain::access::Action;
use domain::sales::{Opportunity, SaleState};
use domain::{OpportunityId, Version};

use super::deal;
use crate::{Actor, AppError, Ctx};

/// Wins it; a repeat changes nothing.
pub async fn win_opportunity(ctx: &Ctx, actor: &Actor, id: OpportunityId, expected: Option<Version>) -> Result<Opportunity, AppError> {
    ctx.write(actor, async |work| {
        let (_, deal) = deal::lock(work, Action::WorkOpportunity, id, expected).await?;
        let confirmed = work.sales().of_opportunity(id).await?.iter().any(|sale| sale.state != SaleState::Draft);
        deal::save(work, deal.stale, deal.win(confirmed, work.now)?).await
    })
    .await
}
