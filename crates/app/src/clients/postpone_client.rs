//! Postpones a client to a later day (C6).

use domain::clients::commands::Postponement;

use super::prelude::*;
use super::under_way;

/// No meeting and no deal may be open.
pub async fn postpone_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, to: Postponement) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, target).await?;
        let open = under_way(work, target.id).await?;
        work.apply(client.postpone(to, open, work.today, work.norms, work.now)?).await
    })
    .await
}
