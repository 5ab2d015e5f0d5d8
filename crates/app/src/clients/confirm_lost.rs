//! Confirms that a client is lost (C20, second half). What the client owes stays owed (E-28).

use domain::own_matter::{self, Matter};

use super::gone::gone;
use super::prelude::*;
use crate::commission;

/// As was proposed; never by the curator himself (§6.1).
pub async fn confirm_lost(ctx: &Ctx, actor: &Actor, target: Target<ClientId>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ConfirmLost, target).await?;
        own_matter::refuse(Matter::Loss, work.actor.user(), client.curator_id)?;
        let client = work.apply(client.confirm_lost(work.now)?).await?;
        gone(work, std::slice::from_ref(&client)).await?;
        commission::effects::client_lost(work, &client).await?;
        Ok(client)
    })
    .await
}
