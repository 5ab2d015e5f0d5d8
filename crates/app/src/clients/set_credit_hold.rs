//! Stops sales to a client until the client pays, or allows them again (§3.5 *credit_hold*); a head may override it.

use super::prelude::*;

/// Sets it, or takes it away, for a reason.
pub async fn set_credit_hold(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, (hold, reason): (bool, &str)) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::SetCreditHold, target).await?;
        work.apply(client.set_credit_hold(hold, reason)?).await
    })
    .await
}
