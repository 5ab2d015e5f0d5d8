//! Qualifies a client (C8).

use domain::ClientId;
use domain::clients::{Client, Qualification};

use super::lock;
use crate::prelude::*;

/// The checklist must be complete.
pub async fn qualify_client(ctx: &Ctx, actor: &Actor, id: ClientId, expected: Option<Version>, facts: Qualification) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, id, expected).await?;
        work.apply(client.qualify(facts.clone(), work.now)?).await
    })
    .await
}
