//! Forbids calls to a number of a client, or to all of them, until the director lifts it (E-19): the number is suppressed, whoever has it.

use std::collections::BTreeSet;

use domain::calling::suppression::NewSuppression;
use domain::phone::Phone;

use super::prelude::*;
use super::suppress;
use crate::queue;

/// `None` means all numbers of the client. A number that the client does not have is a wrong member, and so is `None` if there are no
/// numbers: nothing would be recorded.
pub async fn set_do_not_call(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, number: Option<Phone>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::SetDoNotCall, target).await?;
        if client.phones.iter().all(|phone| number.as_ref().is_some_and(|number| phone.number != *number)) {
            return Err(AppError::field("/number", "unknown", "this client has no such number"));
        }
        let client = work.apply(client.forbid_calls(number.as_ref(), work.actor.user(), work.now)?).await?;
        let numbers: BTreeSet<_> = match &number {
            Some(number) => std::iter::once(number.clone()).collect(),
            None => client.phones.iter().map(|phone| phone.number.clone()).collect(),
        };
        suppress(work, numbers.into_iter().map(|number| NewSuppression::asked(number, client.id, None)).collect()).await?;
        queue::renumbered(work, std::slice::from_ref(&client), true).await?;
        Ok(client)
    })
    .await
}
