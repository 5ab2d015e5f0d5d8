//! Confirms that a client is lost (C20, second half). What the client owes stays owed (E-28).

use super::gone::gone;
use super::prelude::*;
use crate::commission;

/// As the curator proposed.
pub async fn confirm_lost(ctx: &Ctx, actor: &Actor, target: Target<ClientId>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ConfirmLost, target).await?;
        let client = work.apply(client.confirm_lost(work.now)?).await?;
        gone(work, std::slice::from_ref(&client)).await?;
        commission::effects::client_lost(work, &client).await?;
        Ok(client)
    })
    .await
}
