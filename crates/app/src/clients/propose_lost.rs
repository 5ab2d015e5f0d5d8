//! Proposes to declare a client lost (C20, first half).

use domain::clients::LossReason;

use super::prelude::*;

/// The head confirms, or does nothing.
pub async fn propose_lost(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, reason: LossReason) -> Result<Client> {
    let by = actor.person_for(Action::ProposeLost)?;
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ProposeLost, target).await?;
        work.apply(client.propose_lost(reason, by, work.now)?).await
    })
    .await
}
