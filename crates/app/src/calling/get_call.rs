//! Shows a call.

use domain::access::Action;
use domain::calling::Call;
use domain::event::Restricted;
use domain::{CallId, Event};

use crate::events::looked;
use crate::{Actor, AppError, Ctx, Work};

/// The call, or [`AppError::NotFound`].
pub async fn get_call(ctx: &Ctx, actor: &Actor, id: CallId) -> Result<Call, AppError> {
    actor.may(Action::ReadCalls)?;
    let call = ctx.read().calls().find(id).await?.ok_or(AppError::NotFound("call"))?;
    let call = shown(actor, call);
    looked(ctx, actor, heard(actor, &call).into_iter().collect()).await?;
    Ok(call)
}

/// What is to be written down when `call` is shown as it stands: a recording in which the actor does not speak himself.
pub(super) fn heard(actor: &Actor, call: &Call) -> Option<Event> {
    let others = call.recording_url.is_some() && call.user_id != actor.user();
    others.then(|| Event::restricted_read(call.id, call.client_id, Restricted::Recording))
}

/// The call as the actor may see it: not everybody hears recordings.
pub(super) fn shown(actor: &Actor, call: Call) -> Call {
    let recording_url = if call.may_hear_recording(actor.user(), &actor.roles) { call.recording_url } else { None };
    Call { recording_url, ..call }
}

/// The same at the end of a command, which shows the call too: written down with what it did.
pub(super) fn show(work: &Work<'_>, call: Call) -> Call {
    let call = shown(work.actor, call);
    work.record(heard(work.actor, &call));
    call
}
