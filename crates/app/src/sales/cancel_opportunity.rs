//! The head cancels a deal: a duplicate or an error.

use domain::OpportunityId;
use domain::sales::Opportunity;

use super::opportunities::{lock, save};
use crate::handoffs;
use crate::prelude::*;

/// Cancels it; a repeat changes nothing, unless it is for another reason.
pub async fn cancel_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, reason: Option<&str>) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::ReassignOpportunity, target).await?;
        let deal = save(work, deal, |deal| deal.cancel(reason, work.now)).await?;
        let open = work.opportunities().open_of(client.id).await?;
        handoffs::effects::deal_closed(work, &client, &open).await?;
        Ok(deal)
    })
    .await
}
