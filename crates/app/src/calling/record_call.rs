//! Records what telephony reports of a call (§3.3, E-12 … E-15). The hot path: a new call asks the database once who took part, and
//! is written in one statement with its event.

use domain::calling::Call;
use domain::calling::fold::fold;
use domain::calling::matching::{Candidate, match_phone};
use domain::calling::report::CallEvent;
use domain::clients::Direction;
use persistence::calling::Parties;
use persistence::clients::Called;
use sha2::{Digest, Sha256};

use super::conversation;
use super::create_client::create_client_if_wanted;
use super::fold_report::fold_report;
use super::{Posted, Source, missed_calls};
use crate::Who;
use crate::prelude::*;
use crate::queue::follow;

/// What became of it.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// A new call.
    New(Call),
    /// A call that was known: the report repeated or completed it.
    Known(Call),
    /// Nobody outside took part; such calls are not stored (openapi/README.md §3.1).
    Internal,
}

/// Records one report. Nothing that it says of business is a reason to refuse it (E-15); the first report of a call must say who began.
pub async fn record_call(ctx: &Ctx, actor: &Actor, posted: Posted) -> Result<Recorded> {
    actor.may(Action::PostCall)?;
    let Who::Integration { id, source, .. } = &actor.who else { return Err(AppError::Forbidden(Action::PostCall)) };
    let now = ctx.now();
    if posted.report.direction == Some(Direction::Internal) {
        return Ok(Recorded::Internal);
    }
    let source = Source { id: *id, name: source.clone() };
    let event = CallEvent { fingerprint: fingerprint(&posted), received_at: now, ordinal: 0, report: posted.report.clone() };
    if posted.report.direction.is_none() && !posted.says_direction {
        return ctx.write(actor, async |work| fold_known(work, &source, &posted, &event).await.map(Recorded::Known)).await;
    }
    ctx.write(actor, async |work| match record_new(work, &source, &posted, &event).await? {
        Some(call) => Ok(Recorded::New(call)),
        None => fold_report(work, &source, &posted, &event).await.map(Recorded::Known),
    })
    .await
}

/// A report that does not say who began: of a call that is known already.
async fn fold_known(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<Call> {
    match fold_report(work, source, posted, event).await {
        Err(AppError::NotFound("call")) => {
            Err(AppError::field("/direction", "required", "must be given until a report of the call has said it: inbound or outbound"))
        }
        folded => folded,
    }
}

/// E-12: the provider's event id, else the body itself.
fn fingerprint(posted: &Posted) -> [u8; 32] {
    match &posted.event_id {
        Some(id) => Sha256::new().chain_update(b"event ").chain_update(id).finalize().into(),
        None => Sha256::digest(&posted.raw).into(),
    }
}

/// Writes a call of which this is the first report; `None` if it is not.
async fn record_new(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<Option<Call>> {
    let Some(folded) = fold([event]) else { return Ok(None) };
    let call = Call::begin(work.id(), source.id, &source.name, &posted.external_call_id, folded);
    let (parties, clients) = participants(work, &call).await?;
    let call = call.handled_by(&parties.users);
    let found = match_phone(&parties.candidates, call.user_id);
    let mut call = call.with_match(found);
    let client = clients.into_iter().find(|client| call.client_id == Some(client.id));
    let entry = client.as_ref().map(|client| conversation::entry(work, &call, client.id));
    call.activity_id = entry.as_ref().map(|entry| entry.id);
    let followed = follow(work, None, &mut call, client.as_ref()).await?;
    if !work.calls().record(&call, event, &posted.raw).await? {
        return Ok(None);
    }
    call.version += 1;
    work.record([recorded_event(&call)]);
    if let Some((client, entry)) = client.zip(entry) {
        conversation::log(work, client, &call, entry).await?;
    }
    missed_calls::note(work, None, &call).await?;
    if let Some(followed) = followed {
        followed.settle(work).await?;
    }
    create_client_if_wanted(work, call).await.map(Some)
}

/// Who took part; of a conversation the clients themselves too, locked before the call (lock order), since it will concern one of them.
async fn participants(work: &Work<'_>, call: &Call) -> Result<(Parties, Vec<Client>)> {
    let agent = call.agent_ref.as_deref();
    if let Some(phone) = call.client_phone.as_ref().filter(|_| call.is_conversation(work.norms)) {
        let Called { user_id, clients } = work.clients().lock_called(agent, phone).await?;
        if !clients.is_empty() {
            let candidates = clients.iter().map(|client| Candidate { client_id: client.id, curator_id: client.curator_id }).collect();
            let users = agent.map(str::to_owned).zip(user_id).into_iter().collect();
            return Ok((Parties { users, candidates }, clients));
        }
    }
    Ok((work.calls().parties(&call.agents(), call.client_phone.as_ref()).await?, Vec::new()))
}

/// The event of a new call.
fn recorded_event(call: &Call) -> Event {
    let name = if call.is_unmatched() { EventName::CallUnmatched } else { EventName::CallRecorded };
    let event = Event::new(name, call.id, call.client_id).with("direction", call.direction).with("source", call.source.as_str());
    let event = call.outcome.into_iter().fold(event, |event, outcome| event.with("outcome", outcome));
    call.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
}
