//! Claims the next client for whoever is there: at a pause nobody is given one, and a claim says of who never said so that he is
//! available (§3.2).

use domain::calling::presence::AvailabilityState;
use domain::queue::Refusal;
use domain::{CallListId, UserId};

use super::availabilities::begin;
use crate::prelude::*;
use crate::queue::{Claimed, claim};

/// Gives the caller his next client, out of one list or out of all that serve him.
pub async fn claim_task(ctx: &Ctx, actor: &Actor, list: Option<CallListId>) -> Result<Claimed> {
    actor.may(Action::ClaimTask)?;
    let by = actor.person_for(Action::ClaimTask)?;
    ctx.write(actor, async |work| {
        be_there(work, by).await?;
        claim(work, by, list).await
    })
    .await
}

async fn be_there(work: &Work<'_>, by: UserId) -> Result<()> {
    // The lock on the person decides between two who speak of him at the same time.
    work.lock(by).await?;
    match work.availabilities().present(by).await? {
        Some(present) if present.state == AvailabilityState::Paused => Err(Refusal::Paused.into()),
        Some(present) if present.state == AvailabilityState::Available => Ok(work.availabilities().heard(present.id, work.now).await?),
        before => begin(work, by, (AvailabilityState::Available, None), before).await.map(drop),
    }
}
