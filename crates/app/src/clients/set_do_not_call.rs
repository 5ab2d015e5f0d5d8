//! Forbids calls to a number of a client, or to all of them, for ever (E-19).

use domain::phone::Phone;

use super::prelude::*;

/// `None` means all numbers of the client. A number that the client does not have is a wrong member, and so is `None` if there are no
/// numbers: nothing would be recorded.
pub async fn set_do_not_call(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, number: Option<Phone>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::SetDoNotCall, target).await?;
        if client.phones.iter().all(|phone| number.as_ref().is_some_and(|number| phone.number != *number)) {
            return Err(AppError::field("/number", "unknown", "this client has no such number"));
        }
        work.apply(client.forbid_calls(number.as_ref(), work.actor.user(), work.now)?).await
    })
    .await
}
