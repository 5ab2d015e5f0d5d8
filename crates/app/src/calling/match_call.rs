//! Assigns an unmatched call to a client (E-15); then it has the effects that it would have had at once.

use domain::calling::Call;
use domain::{CallId, ClientId};

use super::calls::show;
use super::{conversation, missed_calls};
use crate::prelude::*;
use crate::queue::follow;

/// Assigns the call to `client`. A repeat is harmless; a call that has another client is refused.
pub async fn match_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, client: ClientId) -> Result<Call> {
    actor.may(Action::ResolveCall)?;
    ctx.write(actor, async |work| assign(work, target, client).await.map(|call| show(work, call))).await
}

async fn assign(work: &Work<'_>, target: Target<CallId>, client: ClientId) -> Result<Call> {
    let client = work.lock_named("/client_id", client).await?;
    work.actor.authorise(Action::ResolveCall, &client.standing())?;
    client.ensure_live()?;
    let call = work.lock_target(target).await?;
    attach(work, client, call).await.map(|(_, call)| call)
}

/// The call, with the effects that it would have had at once; and the client as he is then.
pub(super) async fn attach(work: &Work<'_>, client: Client, call: Call) -> Result<(Client, Call)> {
    let Decided { state: mut call, events } = call.matched(client.id)?;
    if events.is_empty() {
        return Ok((client, call));
    }
    let entry = conversation::is_due(work, &call).then(|| conversation::entry(work, &call, client.id));
    call.activity_id = call.activity_id.or(entry.as_ref().map(|entry| entry.id));
    let followed = follow(work, None, &mut call, Some(&client)).await?;
    let call = work.apply(Decided { state: call, events }).await?;
    missed_calls::belongs(work, &client, &call).await?;
    if let Some(followed) = followed {
        followed.settle(work).await?;
    }
    let client = match entry {
        Some(entry) => conversation::log(work, client, &call, entry).await?,
        None => client,
    };
    Ok((client, call))
}
