//! Proposes to declare a client lost (C20, first half).

use domain::ClientId;
use domain::clients::{Client, LossReason};

use super::lock;
use crate::prelude::*;

/// The head confirms, or does nothing.
pub async fn propose_lost(ctx: &Ctx, actor: &Actor, id: ClientId, expected: Option<Version>, reason: LossReason) -> Result<Client> {
    let by = actor.person_for(Action::ProposeLost)?;
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ProposeLost, id, expected).await?;
        work.apply(client.propose_lost(reason, by, work.now)?).await
    })
    .await
}
