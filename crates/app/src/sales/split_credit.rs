//! The credit of a deal is shared, before the first money (E-1, E-36); its unpaid sales get the same shares.

use domain::OpportunityId;
use domain::sales::{CreditShare, Opportunity, Sale, split_signature};

use super::agree_split::signer;
use super::opportunities::{lock, save};
use super::terms::sharers_exist;
use crate::prelude::*;

/// Shares it as a head without a share approves (I-18).
pub async fn split_credit(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, shares: Vec<CreditShare>) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (_, deal) = lock(work, Action::ReassignOpportunity, target).await?;
        let sharers = sharers_exist(work, &shares).await?;
        let units: Vec<_> = sharers.iter().map(|sharer| sharer.unit).collect();
        let owner = work.get(deal.owner_id).await?;
        let places = split_signature::places(&shares, (owner.id, owner.unit), &units);
        let by = signer(work.actor);
        let sales = work.sales().of_opportunity(target.id).await?;
        let money_came = sales.iter().any(|sale| sale.paid_minor + sale.refunded_minor > 0);
        let before = deal.version;
        let deal = save(work, deal, |deal| deal.split_credit(shares.clone(), places, by.as_ref(), money_came, work.now)).await?;
        let changed = deal.version != before;
        for sale in sales.into_iter().filter(|sale: &Sale| changed && sale.credit_split != shares) {
            work.apply(sale.with_split(&shares)).await?;
        }
        Ok(deal)
    })
    .await
}
