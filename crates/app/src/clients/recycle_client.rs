//! Takes a disqualified client up again (C23).

use super::prelude::*;

/// Only after N-7d, and not for reasons that last.
pub async fn recycle_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::RecycleClient, target).await?;
        work.apply(client.recycle(work.norms, work.calendar, work.now)?).await
    })
    .await
}
