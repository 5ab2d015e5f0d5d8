//! The giver has completed the checklist and proposes the handoff to a farmer, or to the one with the fewest clients.

use domain::UserId;
use domain::handoffs::ReturnReason;
use domain::handoffs::load::least_loaded;
use domain::handoffs::steps::Proposal;
use domain::own_matter::{self, Matter};

use super::farmers;
use super::prelude::*;

/// Proposes it to whom the giver names, else to the farmer with the fewest clients; with nobody to take it, it is the head's at once.
pub async fn propose_handoff(ctx: &Ctx, actor: &Actor, target: Target<HandoffId>, proposal: Proposal) -> Result<Handoff> {
    ctx.write(actor, async |work| {
        let (_, handoff) = lock(work, Action::ProposeHandoff, target).await?;
        own_matter::refuse(Matter::Handoff, work.actor.user().filter(|by| *by != handoff.from_user_id), proposal.to)?;
        let to = receiver(work, &handoff, proposal.to).await?;
        decide(work, handoff, |handoff, context| handoff.propose(Proposal { to, ..proposal.clone() }, context)).await
    })
    .await
}

/// Who is named must take clients; who returned it for want of room is not asked again unless named.
async fn receiver(work: &Work<'_>, handoff: &Handoff, named: Option<UserId>) -> Result<Option<UserId>> {
    let Some(named) = named else {
        let full = handoff.returns.iter().filter(|back| back.reason == ReturnReason::Capacity).map(|back| back.by);
        let not: Vec<UserId> = full.chain([handoff.from_user_id]).collect();
        return Ok(least_loaded(&farmers::loads(work).await?, &not));
    };
    if named == handoff.from_user_id {
        return Err(farmers::same_person());
    }
    let farmer = work.find(named).await?.filter(farmers::takes_clients).ok_or_else(farmers::not_a_farmer)?;
    Ok(Some(farmer.id))
}
