//! The giver has told everything and proposes the handoff to a farmer, or to the one with the fewest clients.

use domain::access::Action;
use domain::handoffs::load::least_loaded;
use domain::handoffs::steps::Proposal;
use domain::handoffs::{ChecklistItem, Handoff, ReturnReason};
use domain::{HandoffId, UserId, Version};

use super::{farmers, locking, saving};
use crate::{Actor, AppError, Ctx, Work};

/// What the giver says.
#[derive(Clone, Debug)]
pub struct Proposing {
    /// To whom; the least loaded if he names nobody.
    pub to_user_id: Option<UserId>,
    /// Items ticked.
    pub checklist: Vec<ChecklistItem>,
    pub rehearsed: bool,
}

/// Proposes it; with nobody to take it, it is the head's at once.
pub async fn propose_handoff(
    ctx: &Ctx,
    actor: &Actor,
    id: HandoffId,
    expected: Option<Version>,
    how: Proposing,
) -> Result<Handoff, AppError> {
    ctx.write(actor, async |work| {
        let (_, handoff) = locking::lock(work, Action::ProposeHandoff, id, expected).await?;
        let to = receiver(work, &handoff, how.to_user_id).await?;
        let proposal = Proposal { checklist: how.checklist.clone(), rehearsed: how.rehearsed, to };
        saving::save(work, handoff.overdue, handoff.propose(proposal, saving::context(work))?).await
    })
    .await
}

/// Who is named must take clients; who returned it for want of room is not asked again unless named.
async fn receiver(work: &Work<'_>, handoff: &Handoff, named: Option<UserId>) -> Result<Option<UserId>, AppError> {
    let Some(named) = named else {
        let full = handoff.returns.iter().filter(|back| back.reason == ReturnReason::Capacity).map(|back| back.by);
        let not: Vec<UserId> = full.chain([handoff.from_user_id]).collect();
        return Ok(least_loaded(&farmers::loads(work).await?, &not));
    };
    if named == handoff.from_user_id {
        return Err(AppError::field("/to_user_id", "same_person", "giver and receiver of a handoff must be two different persons"));
    }
    let farmer = work.users().find(named).await?.filter(farmers::takes_clients).ok_or_else(farmers::not_a_farmer)?;
    Ok(Some(farmer.id))
}
