//! The head gives a deal to another person (E-3).

use domain::sales::Opportunity;
use domain::{OpportunityId, UserId};

use super::opportunities::{lock, may_be_owned, save};
use crate::handoffs;
use crate::prelude::*;

/// Gives it to somebody who may own it; a prepared handoff goes along.
pub async fn reassign_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, to: UserId) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::ReassignOpportunity, target).await?;
        let from = deal.owner_id;
        may_be_owned(work, &client, to, &deal.product_line).await?;
        let deal = save(work, deal, |deal| deal.reassign(to, work.now)).await?;
        handoffs::effects::deal_reassigned(work, &client, from, to).await?;
        Ok(deal)
    })
    .await
}
