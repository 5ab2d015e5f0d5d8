//! What a person says of a call, and what that does (§3.2, E-12, E-13, E-16, E-17).

use domain::access::{Action, Role};
use domain::calling::disposition::{DisposedBy, Disposition, DispositionCheck};
use domain::calling::{Call, Refusal};
use domain::clients::{Client, Stage};
use domain::meetings::MeetingKind;
use domain::org::{UnitCode, User};
use domain::portfolio::{NewSignal, SignalKind};
use domain::{CallId, Facts, MeetingId, UserId, Version};

use super::conversation;
use super::get_call::show;
use crate::clients::under_way::under_way;
use crate::meetings::book::{self, Booking};
use crate::portfolio::signals;
use crate::{Actor, AppError, Ctx, Work, expect, handoffs};

/// What is said, and a note beside it.
#[derive(Clone, Debug)]
pub struct Said {
    pub disposition: Disposition,
    pub note: Option<String>,
}

/// The call as it is disposed of now. Who repeats himself changes nothing; who contradicts another is flagged, not obeyed.
pub async fn dispose_call(ctx: &Ctx, actor: &Actor, id: CallId, expected: Option<Version>, said: Said) -> Result<Call, AppError> {
    actor.may(Action::DisposeCall)?;
    let by = DisposedBy { user: actor.person_for(Action::DisposeCall)?, admin: actor.is(Role::CallCentreAdmin) };
    ctx.write(actor, async |work| {
        // Lock order: the hunter, the client, the call.
        let hunter = match &said.disposition {
            Disposition::MeetingBooked { meeting, .. } => {
                Some(book::hunter(work, meeting.hunter_id, MeetingKind::First, "/meeting/hunter_id").await?)
            }
            _ => None,
        };
        let seen = work.calls().find(id).await?.ok_or(AppError::NotFound("call"))?;
        let client = match seen.client_id {
            Some(client) => work.clients().lock(client).await?,
            None => None,
        };
        let call = work.calls().lock(id).await?.ok_or(AppError::NotFound("call"))?;
        actor.authorise(Action::DisposeCall, &call.standing(client.as_ref()))?;
        expect(expected, call.version)?;
        let client = client.ok_or(Refusal::CallUnmatched)?;
        said.disposition.check(work.now, work.norms)?;
        let call = match call.check_disposition(said.disposition.kind(), by, work.now, work.norms)? {
            DispositionCheck::Repeated => call,
            DispositionCheck::Contested => contest(work, call, &said, by.user).await?,
            DispositionCheck::Accepted => obey(work, call, client, hunter, &said).await?,
        };
        Ok(show(work, call))
    })
    .await
}

/// E-12: the first word stands; the administrator is told that there is a second.
async fn contest(work: &Work<'_>, call: Call, said: &Said, by: UserId) -> Result<Call, AppError> {
    let call = work.apply(call.contested(said.disposition.kind(), by)).await?;
    let mut facts = Facts::new();
    facts.extend(call.disposition.map(|first| ("first".to_owned(), first.into())));
    facts.insert("second".into(), said.disposition.kind().into());
    facts.insert("second_by".into(), by.into());
    raise(work, SignalKind::DispositionConflict, &call, facts).await?;
    Ok(call)
}

/// Everything that the disposition does: the contact, the client, his people, the meeting, the call itself.
async fn obey(work: &Work<'_>, mut call: Call, client: Client, hunter: Option<User>, said: &Said) -> Result<Call, AppError> {
    let by = work.actor.person_for(Action::DisposeCall)?;
    let history = call.is_history(work.now, work.norms);
    let day = work.decision_context();
    let effect = said.disposition.effect(day);
    let effect = if history { effect.of_history() } else { effect };
    let mut client = client;
    if effect.talked && call.activity_id.is_none() {
        let entry = conversation::entry(work, &call, client.id);
        call.activity_id = Some(entry.id);
        client = conversation::log(work, client, &call, entry).await?;
    }
    let open = under_way(work, client.id).await?;
    let numbers = client.phones.len();
    let client = work.apply(effect.on(client, call.client_phone.as_ref(), open, by, day)?).await?;
    if matches!(client.stage, Stage::Disqualified | Stage::Lost) {
        handoffs::effects::client_gone(work, &client).await?;
    }
    if client.phones.len() != numbers {
        work.clients().index(&client, false).await?;
    }
    let meeting = further(work, &call, client, hunter, &said.disposition).await?;
    if call.disposition_conflict {
        signals::resolve(work, SignalKind::DispositionConflict, &call.id.to_string()).await?;
    }
    work.apply(call.disposed(&said.disposition, said.note.clone(), meeting, by, work.now)).await
}

/// What a disposition does besides the client's own record; gives back the meeting that it booked.
async fn further(
    work: &Work<'_>,
    call: &Call,
    client: Client,
    hunter: Option<User>,
    disposition: &Disposition,
) -> Result<Option<MeetingId>, AppError> {
    match (disposition, hunter) {
        (Disposition::MeetingBooked { qualification, meeting }, Some(hunter)) => {
            let booking = Booking {
                kind: MeetingKind::First,
                request: meeting.clone(),
                qualification: qualification.clone(),
                call_id: Some(call.id),
                at: "/meeting",
            };
            let (_, meeting) = book::book(work, client, &hunter, booking).await?;
            Ok(Some(meeting.id))
        }
        (Disposition::WrongContact { contact }, _) => book::host(work, &client, contact, "/contact").await.map(|_| None),
        (Disposition::ExistingClient, _) => {
            let mut facts = Facts::new();
            facts.insert("client_id".into(), client.id.into());
            facts.insert("stage".into(), client.stage.into());
            facts.extend(client.curator_id.map(|curator| ("curator_id".to_owned(), curator.into())));
            raise(work, SignalKind::ExistingClientCalled, call, facts).await.map(|()| None)
        }
        _ => Ok(None),
    }
}

async fn raise(work: &Work<'_>, kind: SignalKind, call: &Call, facts: Facts) -> Result<(), AppError> {
    signals::raise(work, NewSignal { kind, subject: call.id.to_string(), user_id: call.user_id, unit: UnitCode::CallCentre, facts })
        .await?;
    Ok(())
}
