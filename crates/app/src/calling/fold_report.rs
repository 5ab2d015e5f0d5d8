//! A further report of a call that is known: repeated, it does nothing; else the call is folded anew from all its reports (E-12, E-14).

use domain::calling::Call;
use domain::calling::fold::{CallEvent, FoldedCall, fold};
use domain::calling::matching::match_phone;
use domain::clients::Client;
use domain::{Event, EventName};

use super::posted::{Posted, Source};
use super::{adopt, conversation};
use crate::{AppError, Work};

/// The call after this report.
pub(super) async fn fold_report(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<Call, AppError> {
    let known = work.calls().by_external(&source.name, &posted.external_call_id).await?.ok_or(AppError::NotFound("call"))?;
    if work.calls().knows(known.id, event).await? {
        return Ok(known);
    }
    let heard = work.calls().events(known.id).await?;
    let Some(told) = fold(heard.iter().chain([&after(&heard, event)])) else { return Ok(known) };
    let ahead = told_further(work, known, told).await?;
    // Lock order: the client before the call, hence a look ahead at whose it will be.
    let client = conversation::client_of(work, &ahead).await?;
    let before = work.calls().lock(ahead.id).await?.ok_or(AppError::NotFound("call"))?;
    let mut heard = work.calls().events(before.id).await?;
    let event = after(&heard, event);
    if !work.calls().append(before.id, &event, &posted.raw).await? {
        return Ok(before);
    }
    heard.push(event);
    let Some(told) = fold(&heard) else { return Ok(before) };
    let after = told_further(work, before.clone(), told).await?;
    keep(work, before, after, client).await
}

/// The event as it comes after all that was heard.
fn after(heard: &[CallEvent], event: &CallEvent) -> CallEvent {
    CallEvent { ordinal: i32::try_from(heard.len()).unwrap_or(i32::MAX), ..event.clone() }
}

/// The call as all reports together tell it, and who took part by that.
async fn told_further(work: &Work<'_>, call: Call, told: FoldedCall) -> Result<Call, AppError> {
    let parties = work.calls().parties(told.agent_ref.as_deref(), told.client_phone.as_ref()).await?;
    Ok(call.refold(told).handled_by(parties.user_id).with_match(match_phone(&parties.candidates, parties.user_id)))
}

/// Saves what is new and gives it its effects, those that it has not had.
async fn keep(work: &Work<'_>, before: Call, mut after: Call, client: Option<Client>) -> Result<Call, AppError> {
    // Another report may have moved it between the look ahead and the lock; then the next report, or a person, brings the contact.
    let client = client.filter(|client| after.client_id == Some(client.id) && conversation::is_due(work, &after));
    let entry = client.as_ref().map(|client| conversation::entry(work, &after, client.id));
    after.activity_id = after.activity_id.or(entry.as_ref().map(|entry| entry.id));
    if after == before {
        return Ok(before);
    }
    let newly_matched =
        after.client_id.filter(|_| before.client_id.is_none()).map(|client| Event::new(EventName::CallMatched, after.id, Some(client)));
    let updated = Event::new(EventName::CallUpdated, after.id, after.client_id).with("state", after.state);
    let updated = after.outcome.into_iter().fold(updated, |event, outcome| event.with("outcome", outcome));
    let after = work.save(after, updated).await?;
    work.record(newly_matched);
    if let Some((client, entry)) = client.zip(entry) {
        conversation::log(work, client, &after, entry).await?;
    }
    adopt::adopt(work, after).await
}
