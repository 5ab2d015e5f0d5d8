//! Says whose call it was that nobody knew (E-15); then it has the effects that it would have had at once.

use domain::access::Action;
use domain::calling::Call;
use domain::{CallId, ClientId, Decided, Version};

use super::conversation;
use super::get_call::show;
use crate::{Actor, AppError, Ctx, Work, expect};

/// Gives the call to `client`. A repeat is harmless; a call that has a client keeps him.
pub async fn match_call(ctx: &Ctx, actor: &Actor, id: CallId, expected: Option<Version>, client: ClientId) -> Result<Call, AppError> {
    actor.may(Action::ResolveCall)?;
    ctx.write(actor, async |work| give(work, id, expected, client).await.map(|call| show(work, call))).await
}

async fn give(work: &Work<'_>, id: CallId, expected: Option<Version>, client: ClientId) -> Result<Call, AppError> {
    let client = work.clients().lock(client).await?.ok_or_else(|| AppError::field("/client_id", "unknown", "there is no such client"))?;
    work.actor.authorise(Action::ResolveCall, &client.standing())?;
    client.ensure_live()?;
    let call = work.calls().lock(id).await?.ok_or(AppError::NotFound("call"))?;
    expect(expected, call.version)?;
    let Decided { state: mut call, events } = call.matched(client.id)?;
    if events.is_empty() {
        return Ok(call);
    }
    let entry = conversation::is_due(work, &call).then(|| conversation::entry(work, &call, client.id));
    call.activity_id = call.activity_id.or(entry.as_ref().map(|entry| entry.id));
    let call = work.apply(Decided { state: call, events }).await?;
    if let Some(entry) = entry {
        conversation::log(work, client, &call, entry).await?;
    }
    Ok(call)
}
