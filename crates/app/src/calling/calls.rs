//! Calls: shown, listed; the inbox are those with no known client (E-15).

use domain::CallId;
use domain::calling::Call;
use domain::event::Restricted;
use persistence::calling::CallFilter;
use persistence::{OrNull, Several};

use crate::events::record_reads;
use crate::portfolio::readings;
use crate::prelude::*;

/// The call, or [`AppError::NotFound`].
pub async fn get_call(ctx: &Ctx, actor: &Actor, id: CallId) -> Result<Call> {
    actor.may(Action::ReadCalls)?;
    let call = visible(actor, ctx.get(id).await?);
    record_reads(ctx, actor, recording_read(actor, &call).into_iter().collect()).await?;
    Ok(call)
}

/// A page of calls.
pub async fn list_calls(ctx: &Ctx, actor: &Actor, filter: &CallFilter, request: &PageRequest) -> Result<Page<Call>> {
    let page = ctx.page(actor, filter, request).await?.map(|call| visible(actor, call));
    readings::see(ctx, actor, page.items.iter().filter_map(|call| call.client_id)).await?;
    record_reads(ctx, actor, page.items.iter().filter_map(|call| recording_read(actor, call)).collect()).await?;
    Ok(page)
}

/// A page of the calls that somebody has to match.
pub async fn list_call_inbox(ctx: &Ctx, actor: &Actor, filter: &CallFilter, request: &PageRequest) -> Result<Page<Call>> {
    let waiting =
        CallFilter { unmatched: Some(true), dismissed: filter.dismissed.clone().or(Some(Several(vec![OrNull(None)]))), ..filter.clone() };
    list_calls(ctx, actor, &waiting, request).await
}

/// The event to be recorded when `call` is shown: its recording was read by somebody who does not speak in it.
fn recording_read(actor: &Actor, call: &Call) -> Option<Event> {
    let others = (call.recording_url.is_some() || call.recording_id.is_some()) && call.user_id != actor.user();
    others.then(|| Event::restricted_read(call.id, call.client_id, Restricted::Recording))
}

/// The call as the actor may see it: not everybody hears recordings.
fn visible(actor: &Actor, call: Call) -> Call {
    if call.may_hear_recording(actor.user(), &actor.roles) {
        return call;
    }
    Call { recording_url: None, recording_id: None, recording_state: None, ..call }
}

/// The same at the end of a command, which shows the call too: recorded with what the command did.
pub(super) fn show(work: &Work<'_>, call: Call) -> Call {
    let call = visible(work.actor, call);
    work.record(recording_read(work.actor, &call));
    call
}
