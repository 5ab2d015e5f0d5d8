//! The duty to call back (§3.3d, N-14): shown, listed; and the step by which every report of a call opens or returns it.

use domain::MissedCallId;
use domain::calling::missed::MissedCall;
use domain::calling::{Call, CallOutcome};
use domain::portfolio::SignalKind;
use persistence::calling::MissedCallFilter;

use crate::portfolio::signals;
use crate::prelude::*;

/// The missed call, or [`AppError::NotFound`].
pub async fn get_missed_call(ctx: &Ctx, actor: &Actor, id: MissedCallId) -> Result<MissedCall> {
    actor.may(Action::ReadCalls)?;
    ctx.get(id).await
}

/// A page of missed calls, oldest first or by when they are due.
pub async fn list_missed_calls(ctx: &Ctx, actor: &Actor, filter: &MissedCallFilter, request: &PageRequest) -> Result<Page<MissedCall>> {
    ctx.page(actor, filter, request).await
}

/// What a report says of duties: nobody answered a call, or somebody called back. `before` is the call as it was known; what it said
/// already is not said again. Calls of long ago are history and nobody's duty (E-13).
pub(super) async fn note(work: &Work<'_>, before: Option<&Call>, call: &Call) -> Result<()> {
    if call.is_history(work.now, work.norms) {
        return Ok(());
    }
    if call.is_missed() && !before.is_some_and(Call::is_missed) {
        return open(work, call).await;
    }
    // Of an outbound call it is the number that counts at once, and the client as soon as he answers.
    let says = |call: &Call| (call.calls_back(), call.outcome == Some(CallOutcome::Answered));
    if call.calls_back() && before.map(says) != Some(says(call)) {
        return call_back(work, call).await;
    }
    Ok(())
}

async fn open(work: &Work<'_>, call: &Call) -> Result<()> {
    let Some(number) = call.client_phone.clone() else { return Ok(()) };
    if let Some(known) = work.missed_calls().waiting(&number).await? {
        work.apply(known.again(call, work.norms)?).await?;
        return Ok(());
    }
    let client = match call.client_id {
        Some(client) => work.find(client).await?,
        None => None,
    };
    let opened = MissedCall::open(work.id(), call, number.clone(), client.as_ref(), work.norms, work.now);
    let since = opened.state.missed_at;
    // Reports come in any order: he may have been called back already.
    let decided = match work.calls().called_back(&number, since).await? {
        Some(back) => opened.then(|missed| missed.returned(&back))?,
        None => opened,
    };
    work.apply(decided).await.map(drop)
}

/// The call is this client's: so is the duty that it left.
pub(super) async fn belongs(work: &Work<'_>, client: &Client, call: &Call) -> Result<()> {
    let Some(number) = call.client_phone.as_ref().filter(|_| call.is_missed()) else { return Ok(()) };
    if let Some(waiting) = work.missed_calls().waiting(number).await? {
        work.apply(waiting.belongs_to(client)).await?;
    }
    Ok(())
}

async fn call_back(work: &Work<'_>, call: &Call) -> Result<()> {
    let client = call.client_id.filter(|_| call.outcome == Some(CallOutcome::Answered));
    let waiting = work.missed_calls().waiting_for(call.client_phone.as_ref(), client).await?;
    for missed in waiting.into_iter().filter(|missed| missed.is_returned_by(call)) {
        let missed = work.apply(missed.returned(call)?).await?;
        signals::resolve(work, SignalKind::MissedCall, &missed.id.to_string()).await?;
    }
    Ok(())
}
