//! Takes in what telephony reports of a call (§3.3, E-12 … E-15). The hot path: a fresh call asks the database once who took part,
//! and is written in one statement with its event.

use domain::access::Action;
use domain::calling::Call;
use domain::calling::fold::{CallEvent, Report, fold};
use domain::calling::matching::{Candidate, match_phone};
use domain::clients::{Client, Direction};
use domain::{Event, EventName, Instant};
use persistence::calling::Parties;
use persistence::clients::Called;
use sha2::{Digest, Sha256};

use super::posted::{Posted, Source};
use super::{adopt, conversation, fold_report};
use crate::{Actor, AppError, Ctx, Who, Work};

/// What became of it.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// A call that nobody had heard of.
    New(Call),
    /// Heard of before: repeated, or told further.
    Known(Call),
    /// Nobody outside took part; such calls are not kept (openapi/README.md §3.1).
    Internal,
}

/// Takes in one report. Unknown numbers and extensions are no reason to refuse it (E-15); only instants that cannot be are (E-42).
pub async fn record_call(ctx: &Ctx, actor: &Actor, posted: Posted) -> Result<Recorded, AppError> {
    actor.may(Action::PostCall)?;
    let Who::Integration { id, source, .. } = &actor.who else { return Err(AppError::Forbidden(Action::PostCall)) };
    let now = ctx.now();
    believable(&posted.report, now)?;
    if posted.report.direction == Direction::Internal {
        return Ok(Recorded::Internal);
    }
    let source = Source { id: *id, name: source.clone() };
    let event = CallEvent { fingerprint: fingerprint(&posted), received_at: now, ordinal: 0, report: posted.report.clone() };
    ctx.write(actor, async |work| match take_in(work, &source, &posted, &event).await? {
        Some(call) => Ok(Recorded::New(call)),
        None => fold_report::fold_report(work, &source, &posted, &event).await.map(Recorded::Known),
    })
    .await
}

/// Were the instants in memory of men, and in their order? A box whose clock is wrong must hear of it.
fn believable(report: &Report, now: Instant) -> Result<(), AppError> {
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
async fn take_in(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<Option<Call>, AppError> {
    let Some(told) = fold([event]) else { return Ok(None) };
    let call = Call::begin(work.id(), source.id, &source.name, &posted.external_call_id, told);
    let (parties, known) = who(work, &call).await?;
    let mut call = call.handled_by(parties.user_id).with_match(match_phone(&parties.candidates, parties.user_id));
    let client = known.into_iter().find(|client| call.client_id == Some(client.id));
    let entry = client.as_ref().map(|client| conversation::entry(work, &call, client.id));
    call.activity_id = entry.as_ref().map(|entry| entry.id);
    if !work.calls().record(&call, event, &posted.raw).await? {
        return Ok(None);
    }
    call.version += 1;
    work.record([recorded(&call)]);
    if let Some((client, entry)) = client.zip(entry) {
        conversation::log(work, client, &call, entry).await?;
    }
    adopt::adopt(work, call).await.map(Some)
}

/// Who took part; of a conversation the clients themselves too, locked before the call (lock order), since it will concern one of them.
async fn who(work: &Work<'_>, call: &Call) -> Result<(Parties, Vec<Client>), AppError> {
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

/// What the journal says of a new call.
fn recorded(call: &Call) -> Event {
    let name = if call.is_unmatched() { EventName::CallUnmatched } else { EventName::CallRecorded };
    let event = Event::new(name, call.id, call.client_id).with("direction", call.direction).with("source", call.source.as_str());
    let event = call.outcome.into_iter().fold(event, |event, outcome| event.with("outcome", outcome));
    call.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
}
