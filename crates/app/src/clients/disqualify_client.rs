//! Writes a client off (C5); a former buyer is lost instead.

use domain::clients::DisqualifyReason;

use super::gone::gone;
use super::prelude::*;

/// For a reason that is final.
pub async fn disqualify_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, reason: DisqualifyReason) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, target).await?;
        let client = work.apply(client.disqualify(reason, work.now)?).await?;
        gone(work, std::slice::from_ref(&client)).await?;
        Ok(client)
    })
    .await
}
