//! Corrects what is expected of a deal.

use domain::access::Action;
use domain::sales::Opportunity;
use domain::{Date, Money, OpportunityId, Version};

use super::deal;
use crate::{Actor, AppError, Ctx};

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpportunityChange {
    pub amount: Option<Money>,
    /// `Some(None)` forgets the date.
    pub close_on: Option<Option<Date>>,
}

/// Changes the deal if its version is `expected`.
pub async fn update_opportunity(
    ctx: &Ctx,
    actor: &Actor,
    id: OpportunityId,
    expected: Option<Version>,
    change: OpportunityChange,
) -> Result<Opportunity, AppError> {
    ctx.write(actor, async |work| {
        let (_, deal) = deal::lock(work, Action::WorkOpportunity, id, expected).await?;
        let (stale, amount, close_on) = (deal.stale, change.amount.unwrap_or(deal.amount), change.close_on.unwrap_or(deal.close_on));
        deal::save(work, stale, deal.update(amount, close_on, work.now)?).await
    })
    .await
}
