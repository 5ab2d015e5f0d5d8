//! A deal goes to its next stage, or back; at the contract the first handoff is prepared (§3.5).

use domain::OpportunityId;
use domain::norms::NormKey;
use domain::sales::{Opportunity, OpportunityStage};

use super::opportunities::{lock, save};
use crate::handoffs;
use crate::prelude::*;

/// Where to, and the paper that the stage needs where the norm asks for one.
#[derive(Clone, Debug)]
pub struct Advance {
    pub stage: OpportunityStage,
    pub document: Option<String>,
}

/// Moves it; a step that is not the next one is refused.
pub async fn advance_opportunity(
    ctx: &Ctx,
    actor: &Actor,
    id: OpportunityId,
    expected: Option<Version>,
    to: Advance,
) -> Result<Opportunity, AppError> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::WorkOpportunity, id, expected).await?;
        let (stale, documents) = (deal.stale, work.norms.flag(NormKey::StageDocuments));
        let deal = save(work, stale, deal.advance(to.stage, to.document.as_deref(), documents, work.now)?).await?;
        if deal.stage == OpportunityStage::Contract {
            handoffs::effects::deal_reached_contract(work, &client, deal.owner_id).await?;
        }
        Ok(deal)
    })
    .await
}
