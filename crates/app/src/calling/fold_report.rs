//! A further report of a call that is known: repeated, it does nothing; else the call is folded anew from all its reports (E-12, E-14).

use domain::calling::Call;
use domain::calling::fold::{FoldedCall, fold};
use domain::calling::matching::match_phone;
use domain::calling::report::CallEvent;
use persistence::StoreError;

use super::create_client::create_client_if_wanted;
use super::{Posted, Source, conversation, missed_calls};
use crate::prelude::*;
use crate::queue::follow;

/// The call after this report, and whether the report was new.
pub(super) async fn fold_report(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<(Call, bool)> {
    let known = work.calls().by_external(&source.name, &posted.external_call_id).await?.ok_or(AppError::NotFound("call"))?;
    if work.calls().knows(known.id, event).await? {
        return Ok((known, false));
    }
    let events = work.calls().events(known.id).await?;
    let Some(folded) = fold(events.iter().chain([&after(&events, event)])) else { return Ok((known, false)) };
    let ahead = refolded(work, source, known.clone(), folded).await?;
    // Lock order: the client before the call, hence a look ahead at which client it will be.
    let client = conversation::client_of(work, &known, &ahead).await?;
    let before = work.lock(ahead.id).await?;
    let mut events = work.calls().events(before.id).await?;
    let event = after(&events, event);
    if !work.calls().append(before.id, &event).await? {
        return Ok((before, false));
    }
    events.push(event);
    let Some(folded) = fold(&events) else { return Ok((before, false)) };
    let after = refolded(work, source, before.clone(), folded).await?;
    save(work, before, after, client).await.map(|call| (call, true))
}

/// The event with the number that it has after all earlier ones.
fn after(earlier: &[CallEvent], event: &CallEvent) -> CallEvent {
    CallEvent { ordinal: i32::try_from(earlier.len()).unwrap_or(i32::MAX), ..event.clone() }
}

/// The call as it follows from all its reports, and who took part in it.
async fn refolded(work: &Work<'_>, source: &Source, call: Call, folded: FoldedCall) -> Result<Call> {
    let call = call.refold(folded);
    let parties = work.calls().parties(&call.agents(), call.client_phone.as_ref()).await?;
    let call = call.handled_by(&source.named(parties.users));
    let found = match_phone(&parties.candidates, call.user_id);
    Ok(call.with_match(found))
}

/// Saves what is new and gives it its effects, those that it has not had.
async fn save(work: &Work<'_>, before: Call, mut after: Call, client: Option<Client>) -> Result<Call> {
    let due = conversation::is_due(work, &after);
    let joiners = conversation::joiners(work, &before, &after);
    let client = client.filter(|client| after.client_id == Some(client.id));
    // Another report may have moved it over N-20 between the look ahead and the lock: then this one looks again.
    if client.is_none() && (due || !joiners.is_empty()) {
        return Err(StoreError::Stale.into());
    }
    let entry = client.as_ref().filter(|_| due).map(|client| conversation::entry(work, &after, client.id));
    after.activity_id = after.activity_id.or(entry.as_ref().map(|entry| entry.id));
    if after == before {
        return Ok(before);
    }
    let followed = follow(work, Some(&before), &mut after, client.as_ref()).await?;
    let newly_matched =
        after.client_id.filter(|_| before.client_id.is_none()).map(|client| Event::new(EventName::CallMatched, after.id, Some(client)));
    let updated = Event::new(EventName::CallUpdated, after.id, after.client_id).with("state", after.state);
    let updated = after.outcome.into_iter().fold(updated, |event, outcome| event.with("outcome", outcome));
    let after = work.save(after, updated).await?;
    work.record(newly_matched);
    match (client, entry) {
        (Some(client), Some(entry)) => conversation::log(work, client, &after, entry).await.map(drop)?,
        (Some(client), None) => conversation::join(work, client, &after, &joiners).await.map(drop)?,
        (None, _) => {}
    }
    missed_calls::note(work, Some(&before), &after).await?;
    if let Some(followed) = followed {
        followed.settle(work).await?;
    }
    create_client_if_wanted(work, after).await
}
