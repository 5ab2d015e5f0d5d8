//! Records what telephony reports of a call (§3.3, E-12 … E-15). The hot path: a new call asks the database once who took part, and
//! is written in one statement with its event.

use domain::Instant;
use domain::calling::Call;
use domain::calling::fold::{CallEvent, Report, fold};
use domain::calling::matching::{Candidate, match_phone};
use domain::clients::Direction;
use persistence::calling::Parties;
use persistence::clients::Called;
use sha2::{Digest, Sha256};

use super::conversation;
use super::create_client::create_client_if_wanted;
use super::fold_report::fold_report;
use super::{Posted, Source};
use crate::Who;
use crate::prelude::*;

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

/// Records one report. Unknown numbers and extensions are no reason to refuse it (E-15); only instants that cannot be are (E-42).
pub async fn record_call(ctx: &Ctx, actor: &Actor, posted: Posted) -> Result<Recorded> {
    actor.may(Action::PostCall)?;
    let Who::Integration { id, source, .. } = &actor.who else { return Err(AppError::Forbidden(Action::PostCall)) };
    let now = ctx.now();
    check_instants(&posted.report, now)?;
    if posted.report.direction == Direction::Internal {
        return Ok(Recorded::Internal);
    }
    let source = Source { id: *id, name: source.clone() };
    let event = CallEvent { fingerprint: fingerprint(&posted), received_at: now, ordinal: 0, report: posted.report.clone() };
    ctx.write(actor, async |work| match record_new(work, &source, &posted, &event).await? {
        Some(call) => Ok(Recorded::New(call)),
        None => fold_report(work, &source, &posted, &event).await.map(Recorded::Known),
    })
    .await
}

/// Refuses instants that are impossible or out of order: whoever runs a PBX with a wrong clock must hear of it.
fn check_instants(report: &Report, now: Instant) -> Result<()> {
    if let Some((member, wrong)) = report.misdated(now) {
        return Err(AppError::field(format!("/{member}"), wrong.code(), wrong.to_string()));
    }
    match report.out_of_order() {
        Some((later, earlier)) => Err(AppError::field(format!("/{later}"), "out_of_order", format!("must not lie before {earlier}"))),
        None => Ok(()),
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
    let mut call = call.handled_by(parties.user_id).with_match(match_phone(&parties.candidates, parties.user_id));
    let client = clients.into_iter().find(|client| call.client_id == Some(client.id));
    let entry = client.as_ref().map(|client| conversation::entry(work, &call, client.id));
    call.activity_id = entry.as_ref().map(|entry| entry.id);
    if !work.calls().record(&call, event, &posted.raw).await? {
        return Ok(None);
    }
    call.version += 1;
    work.record([recorded_event(&call)]);
    if let Some((client, entry)) = client.zip(entry) {
        conversation::log(work, client, &call, entry).await?;
    }
    create_client_if_wanted(work, call).await.map(Some)
}

/// Who took part; of a conversation the clients themselves too, locked before the call (lock order), since it will concern one of them.
async fn participants(work: &Work<'_>, call: &Call) -> Result<(Parties, Vec<Client>)> {
    let extension = call.agent_ref.as_deref();
    if let Some(phone) = call.client_phone.as_ref().filter(|_| call.is_conversation(work.norms)) {
        let Called { user_id, clients } = work.clients().lock_called(extension, phone).await?;
        if !clients.is_empty() {
            let candidates = clients.iter().map(|client| Candidate { client_id: client.id, curator_id: client.curator_id }).collect();
            return Ok((Parties { user_id, candidates }, clients));
        }
    }
    Ok((work.calls().parties(extension, call.client_phone.as_ref()).await?, Vec::new()))
}

/// The event of a new call.
fn recorded_event(call: &Call) -> Event {
    let name = if call.is_unmatched() { EventName::CallUnmatched } else { EventName::CallRecorded };
    let event = Event::new(name, call.id, call.client_id).with("direction", call.direction).with("source", call.source.as_str());
    let event = call.outcome.into_iter().fold(event, |event, outcome| event.with("outcome", outcome));
    call.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
}
