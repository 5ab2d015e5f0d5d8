//! Records what telephony reports of a call (§3.3, E-12 … E-15). The hot path: a new call asks the database once who took part, and
//! is written in one statement with its event.

use std::collections::HashMap;
use std::sync::Arc;

use domain::calling::Call;
use domain::calling::fold::fold;
use domain::calling::intake::{Intake, IntakeOutcome};
use domain::calling::matching::{Candidate, match_phone};
use domain::calling::report::{CallEvent, Report};
use domain::clients::Direction;
use persistence::calling::Parties;
use persistence::clients::Called;
use sha2::{Digest, Sha256};

use super::conversation;
use super::create_client::create_client_if_wanted;
use super::fold_report::fold_report;
use super::{Came, Posted, Source, missed_calls};
use crate::Who;
use crate::prelude::*;
use crate::queue::follow;

/// What became of it.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// A new call.
    New(Call),
    /// A call that was known: the report completed it.
    Known(Call),
    /// A call that was known, and the report told nothing new.
    Repeated(Call),
    /// Nobody outside took part; such calls are not stored (openapi/README.md §3.1), unless the integration says so.
    Internal,
}

impl Recorded {
    /// The call, if one is kept.
    pub const fn call(&self) -> Option<&Call> {
        match self {
            Self::New(call) | Self::Known(call) | Self::Repeated(call) => Some(call),
            Self::Internal => None,
        }
    }
}

/// Records one report. Nothing that it says of business is a reason to refuse it (E-15); the first report of a call must say who began.
pub async fn record_call(ctx: &Ctx, actor: &Actor, posted: Posted) -> Result<Recorded> {
    actor.may(Action::PostCall)?;
    let Who::Integration { id, source, reporting, .. } = &actor.who else { return Err(AppError::Forbidden(Action::PostCall)) };
    let source = Source { id: *id, name: source.clone(), reporting: Arc::clone(reporting) };
    ctx.write(actor, async |work| record(work, &source, &posted).await).await
}

/// The same within a transaction.
pub(crate) async fn record(work: &Work<'_>, source: &Source, posted: &Posted) -> Result<Recorded> {
    if posted.report.direction == Some(Direction::Internal) && !source.reporting.keep_internal {
        return Ok(Recorded::Internal);
    }
    let received_at = match &posted.came {
        Came::Now { .. } => work.now,
        Came::Stored { received_at } => *received_at,
    };
    let event = CallEvent { fingerprint: fingerprint(posted), received_at, ordinal: 0, report: posted.report.clone() };
    let says_direction = posted.report.direction.is_some() || posted.says_direction;
    let fresh = if says_direction { record_new(work, source, posted, &event).await? } else { None };
    let recorded = match fresh {
        Some(call) => Recorded::New(call),
        None => match fold_report(work, source, posted, &event).await {
            Ok((call, true)) => Recorded::Known(call),
            Ok((call, false)) => Recorded::Repeated(call),
            Err(AppError::NotFound("call")) if !says_direction => {
                let what = "must be given until a report of the call has said it: inbound or outbound";
                return Err(AppError::field("/direction", "required", what));
            }
            Err(error) => return Err(error),
        },
    };
    if let (Came::Now { body, content_type, remote_address }, Some(call)) = (&posted.came, recorded.call()) {
        let outcome = if matches!(recorded, Recorded::Repeated(_)) { IntakeOutcome::Repeated } else { IntakeOutcome::Folded };
        let intake = Intake {
            id: work.id(),
            version: 0,
            integration_id: source.id,
            received_at,
            signature: posted.report.signature,
            provider: source.reporting.provider,
            content_type: content_type.clone(),
            remote_address: remote_address.clone(),
            path: String::new(),
            query: String::new(),
            body: body.clone().into_bytes(),
            outcome,
            problem: None,
        };
        work.intakes().put(&intake).await?;
        work.intakes().link(intake.id, &[call.id]).await?;
    }
    Ok(recorded)
}

/// E-12: the provider's event id, else the body itself.
fn fingerprint(posted: &Posted) -> [u8; 32] {
    match &posted.event_id {
        Some(id) => Sha256::new().chain_update(b"event ").chain_update(id).finalize().into(),
        None => match &posted.came {
            Came::Now { body, .. } => Sha256::digest(body).into(),
            // One body may tell of many calls, and the same may come in another spelling: what was read of it counts.
            Came::Stored { .. } => {
                let said = Report { signature: None, ..posted.report.clone() };
                Sha256::new().chain_update(b"read ").chain_update(format!("{said:?}")).finalize().into()
            }
        },
    }
}

/// Writes a call of which this is the first report; `None` if it is not.
async fn record_new(work: &Work<'_>, source: &Source, posted: &Posted, event: &CallEvent) -> Result<Option<Call>> {
    let Some(folded) = fold([event]) else { return Ok(None) };
    let call = Call::begin(work.id(), source.id, &source.name, &posted.external_call_id, folded);
    let (parties, clients) = participants(work, &call).await?;
    let call = call.handled_by(&source.named(parties.users));
    let found = match_phone(&parties.candidates, call.user_id);
    let mut call = call.with_match(found);
    let client = clients.into_iter().find(|client| call.client_id == Some(client.id));
    let entry = client.as_ref().map(|client| conversation::entry(work, &call, client.id));
    call.activity_id = entry.as_ref().map(|entry| entry.id);
    let followed = follow(work, None, &mut call, client.as_ref()).await?;
    if !work.calls().record(&call, event).await? {
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
            // Who holds one of them says something only where several share the number.
            let leases = match clients.as_slice() {
                [_] => HashMap::new(),
                several => work.call_tasks().holders_of(several.iter().map(|client| client.id)).await?,
            };
            let candidate = |client: &Client| Candidate {
                client_id: client.id,
                curator_id: client.curator_id,
                leased_by: leases.get(&client.id).copied(),
            };
            let candidates = clients.iter().map(candidate).collect();
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
