//! Leaves a client in peace until a day, or ends that (§3.1a).

use domain::clients::ContactExemption;

use super::prelude::*;

/// `None` ends the exemption.
pub async fn exempt_contact(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, exemption: Option<ContactExemption>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ExemptContact, target).await?;
        work.apply(client.exempt(exemption.clone(), work.actor.user(), work.today, work.norms)?).await
    })
    .await
}
