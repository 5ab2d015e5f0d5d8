//! A deal goes to its next stage, or back; at the contract the first handoff is prepared (§3.5).

use domain::OpportunityId;
use domain::norms::NormKey;
use domain::sales::{Opportunity, OpportunityStage};

use super::opportunities::{lock, save};
use crate::handoffs;
use crate::prelude::*;

/// Moves it to `stage`; a step that is not the next one is refused, and one without the `document` that the norm asks for.
pub async fn advance_opportunity(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<OpportunityId>,
    stage: OpportunityStage,
    document: Option<String>,
) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::WorkOpportunity, target).await?;
        let documents = work.norms.flag(NormKey::StageDocuments);
        let deal = save(work, deal, |deal| deal.advance(stage, document.as_deref(), documents, work.now)).await?;
        if deal.stage == OpportunityStage::Contract {
            handoffs::effects::deal_reached_contract(work, &client, deal.owner_id).await?;
        }
        Ok(deal)
    })
    .await
}
