//! What to plan of each client; nothing is written.

use domain::receivables::proposal::{Proposal, days_of_average, propose};
use domain::{CollectionPlanId, Currency};

use super::collection_plans::seen;
use super::facts::{foreign, rates};
use super::terms_now;
use crate::prelude::*;

/// What is proposed, in the currency of the plan.
#[derive(Clone, Debug)]
pub struct ProposedItems {
    pub currency: Currency,
    pub proposal: Proposal,
}

/// Proposes items for the person and the month of a plan.
pub async fn propose_items(ctx: &Ctx, actor: &Actor, id: CollectionPlanId) -> Result<ProposedItems> {
    let plan = seen(ctx, actor, id).await?;
    let terms = terms_now(ctx).await?;
    let owed = ctx.read().debtors().sales_of_curator(terms, plan.user_id).await?;
    let collected = ctx.read().collections().collected_from(plan.user_id, days_of_average(plan.period)).await?;
    let mut wanted = foreign(plan.currency, &collected);
    wanted.extend(owed.iter().filter(|sale| sale.currency != plan.currency).map(|sale| (sale.currency, terms.today)));
    let rates = rates(ctx.read(), plan.currency, &wanted).await?;
    Ok(ProposedItems { currency: plan.currency, proposal: propose(plan.period, &owed, &collected, &rates, terms.today) })
}
