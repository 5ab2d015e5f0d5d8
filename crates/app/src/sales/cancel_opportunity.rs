//! The head cancels a deal: a duplicate or an error.

use domain::access::Action;
use domain::sales::Opportunity;
use domain::{OpportunityId, Version};

use super::deal;
use crate::{Actor, AppError, Ctx, handoffs};

/// Cancels it; a repeat changes nothing.
pub async fn cancel_opportunity(ctx: &Ctx, actor: &Actor, id: OpportunityId, expected: Option<Version>) -> Result<Opportunity, AppError> {
    ctx.write(actor, async |work| {
        let (client, deal) = deal::lock(work, Action::ReassignOpportunity, id, expected).await?;
        let deal = deal::save(work, deal.stale, deal.cancel(work.now)?).await?;
        let open = work.opportunities().open_of(client.id).await?;
        handoffs::effects::deal_closed(work, &client, &open).await?;
        Ok(deal)
    })
    .await
}
