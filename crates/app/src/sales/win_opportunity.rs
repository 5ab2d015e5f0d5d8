//! A deal is won: it has a confirmed sale. The first-sale trigger does it by itself.

use domain::OpportunityId;
use domain::sales::{Opportunity, SaleState};

use super::opportunities::{lock, save};
use crate::prelude::*;

/// Wins it; a repeat changes nothing.
pub async fn win_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (_, deal) = lock(work, Action::WorkOpportunity, target).await?;
        let confirmed = work.sales().of_opportunity(target.id).await?.iter().any(|sale| sale.state != SaleState::Draft);
        save(work, deal, |deal| deal.win(confirmed, work.now)).await
    })
    .await
}
