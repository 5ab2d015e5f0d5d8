//! Qualifies a client (C8).

use domain::ClientId;
use domain::clients::{Client, Qualification};

use super::lock;
use crate::prelude::*;

/// The checklist must be complete.
pub async fn qualify_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, facts: Qualification) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, target).await?;
        work.apply(client.qualify(facts.clone(), work.now)?).await
    })
    .await
}
