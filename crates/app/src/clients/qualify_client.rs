//! Qualifies a client (C8).

use domain::clients::Qualification;

use super::prelude::*;

/// The checklist must be complete.
pub async fn qualify_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, facts: Qualification) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, target).await?;
        work.apply(client.qualify(facts.clone(), work.now)?).await
    })
    .await
}
