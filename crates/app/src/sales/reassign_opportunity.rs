//! The head gives a deal to another person (E-3), never to himself (§6.1): that a director does.

use domain::own_matter::{self, Matter};
use domain::sales::Opportunity;
use domain::{OpportunityId, UserId};

use super::opportunities::{lock, may_be_owned, save};
use crate::handoffs;
use crate::prelude::*;

/// Gives it to somebody who may own it; a prepared handoff goes along.
pub async fn reassign_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, to: UserId) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::ReassignOpportunity, target).await?;
        own_matter::refuse(Matter::Deal, work.actor.user().filter(|_| deal.owner_id != to), [to])?;
        let from = deal.owner_id;
        may_be_owned(work, &client, to, &deal.product_line).await?;
        let deal = save(work, deal, |deal| deal.reassign(to, work.now)).await?;
        handoffs::effects::deal_reassigned(work, &client, from, to).await?;
        Ok(deal)
    })
    .await
}
