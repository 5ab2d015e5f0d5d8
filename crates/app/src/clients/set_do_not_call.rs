//! Forbids calls to a number of a client, or to all of them, for ever (E-19).

use domain::ClientId;
use domain::clients::Client;
use domain::phone::Phone;

use super::lock;
use crate::prelude::*;

/// `None` means all his numbers. A number that is not his is a wrong member; so are all of them where he has none: nothing would be kept.
pub async fn set_do_not_call(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    expected: Option<Version>,
    number: Option<Phone>,
) -> Result<Client, AppError> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::SetDoNotCall, id, expected).await?;
        if client.phones.iter().all(|phone| number.as_ref().is_some_and(|number| phone.number != *number)) {
            return Err(AppError::field("/number", "unknown", "this client has no such number"));
        }
        work.apply(client.forbid_calls(number.as_ref(), work.actor.user(), work.now)?).await
    })
    .await
}
