//! Gives a call its disposition, with everything that follows from it (§3.2, E-12, E-13, E-16, E-17).

use domain::access::{Role, Standing};
use domain::calling::disposition::{DisposedBy, Disposition, DispositionCheck};
use domain::calling::suppression::NewSuppression;
use domain::calling::{Call, Refusal};
use domain::clients::Stage;
use domain::meetings::MeetingKind;
use domain::org::{UnitCode, User};
use domain::portfolio::{NewSignal, SignalKind};
use domain::queue::script::Answer;
use domain::{CallId, Facts, MeetingId, UserId};

use super::calls::show;
use super::{answers, conversation};
use crate::clients::{gone, heed, suppress, under_way};
use crate::meetings::book::{self, Booking};
use crate::portfolio::signals;
use crate::prelude::*;
use crate::queue;

/// A disposition, and a note with it.
#[derive(Clone, Debug)]
pub struct NewDisposition {
    pub disposition: Disposition,
    pub note: Option<String>,
    /// What the client answered to the script.
    pub answers: Vec<Answer>,
}

/// The call with its disposition. A repeat changes nothing; a second person's other disposition is flagged and has no effect.
pub async fn dispose_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, new: NewDisposition) -> Result<Call> {
    actor.may(Action::DisposeCall)?;
    ctx.write(actor, async |work| dispose(work, target, &new).await).await
}

/// The same as a part of something else.
pub(super) async fn dispose(work: &Work<'_>, target: Target<CallId>, new: &NewDisposition) -> Result<Call> {
    let actor = work.actor;
    let by = DisposedBy { user: actor.person_for(Action::DisposeCall)?, admin: actor.is(Role::CallCentreAdmin) };
    // Lock order: the hunter, the client, the call.
    let hunter = match &new.disposition {
        Disposition::MeetingBooked { meeting, .. } => {
            Some(book::hunter(work, meeting.hunter_id, MeetingKind::First, "/meeting/hunter_id").await?)
        }
        _ => None,
    };
    let client = match work.get(target.id).await?.client_id {
        Some(client) => work.lock_if_there(client).await?,
        None => None,
    };
    let call = work.lock(target.id).await?;
    actor.authorise(Action::DisposeCall, &standing(work, &call, client.as_ref()).await?)?;
    target.check(call.version)?;
    let client = client.ok_or(Refusal::CallUnmatched)?;
    new.disposition.check(work.now, work.norms)?;
    let call = match call.check_disposition(new.disposition.kind(), by, work.now, work.norms)? {
        DispositionCheck::Repeated if is_corrected(work, &call, &client, new, by).await? => accept(work, call, client, hunter, new).await?,
        DispositionCheck::Repeated => call,
        DispositionCheck::Contested => contest(work, call, new, by.user).await?,
        DispositionCheck::Accepted => accept(work, call, client, hunter, new).await?,
    };
    Ok(show(work, call))
}

/// Does whoever said it, or the administrator, say the same kind with other content? Others repeat what they have heard.
async fn is_corrected(work: &Work<'_>, call: &Call, client: &Client, new: &NewDisposition, by: DisposedBy) -> Result<bool> {
    if !by.admin && call.disposition_by != Some(by.user) {
        return Ok(false);
    }
    let meeting = match call.meeting_id {
        Some(meeting) => work.find(meeting).await?,
        None => None,
    };
    if !call.is_said_otherwise(&new.disposition, new.note.as_deref(), client, meeting.as_ref()) {
        return Ok(false);
    }
    call.check_correction(by, work.now, work.norms)?;
    Ok(true)
}

/// Whose call it is: where telephony does not say who spoke, also whoever holds the client just now (§6 *Own*).
async fn standing(work: &Work<'_>, call: &Call, client: Option<&Client>) -> Result<Standing> {
    let mut standing = call.standing(client);
    if let (None, Some(client)) = (call.user_id, client) {
        standing.people.extend(work.call_tasks().open_of(client.id).await?.and_then(|task| task.leased_by));
    }
    Ok(standing)
}

/// E-12: the first disposition remains; a signal tells the administrator that there is a second.
async fn contest(work: &Work<'_>, call: Call, new: &NewDisposition, by: UserId) -> Result<Call> {
    let call = work.apply(call.contested(new.disposition.kind(), by)).await?;
    let mut facts = Facts::new();
    facts.extend(call.disposition.map(|first| ("first".to_owned(), first.into())));
    facts.insert("second".into(), new.disposition.kind().into());
    facts.insert("second_by".into(), by.into());
    raise(work, SignalKind::DispositionConflict, &call, facts).await?;
    Ok(call)
}

/// Everything that the disposition does: to the contact history, the client, the contacts, the meetings, the call itself.
async fn accept(work: &Work<'_>, mut call: Call, client: Client, hunter: Option<User>, new: &NewDisposition) -> Result<Call> {
    let by = work.actor.person_for(Action::DisposeCall)?;
    call.answers = answers::taken(work, &call, (new.disposition.kind(), &new.answers)).await?.or(call.answers);
    let history = call.is_history(work.now, work.norms);
    let day = work.decision_context();
    let effect = new.disposition.effect(day);
    let effect = if history { effect.of_history() } else { effect };
    let mut client = client;
    if call.disposition.is_some() && !history {
        call.may_be_corrected()?;
        client = work.apply(call.take_back(client, work.now)?).await?;
        queue::corrected(work, &call, &client).await?;
    }
    if effect.talked && call.activity_id.is_none() {
        let entry = conversation::entry(work, &call, client.id);
        call.activity_id = Some(entry.id);
        client = conversation::log(work, client, &call, entry).await?;
    }
    let open = under_way(work, client.id).await?;
    let numbers = client.phones.len();
    let before = client.stage;
    let mut decided = effect.on(client, call.client_phone.as_ref(), open, by, day)?;
    if decided.state.phones.len() != numbers {
        decided = heed(work, decided).await?;
    }
    let client = work.apply(decided).await?;
    if !history {
        // Before anything that follows from the client's stage: what was said closes the task.
        queue::disposed(work, Some(&call), &client, (new.disposition.kind(), new.disposition.callback_at()), by).await?;
    }
    if client.stage != before && matches!(client.stage, Stage::Disqualified | Stage::Lost) {
        gone(work, std::slice::from_ref(&client)).await?;
    }
    if client.phones.len() != numbers {
        work.clients().index(&client, false).await?;
    }
    if let (Disposition::DoNotCall, Some(number)) = (&new.disposition, &call.client_phone) {
        suppress(work, vec![NewSuppression::asked(number.clone(), client.id, Some(call.id))]).await?;
    }
    let meeting = further(work, &call, client, hunter, &new.disposition).await?;
    if call.disposition_conflict {
        signals::resolve(work, SignalKind::DispositionConflict, &call.id.to_string()).await?;
    }
    work.apply(call.disposed(&new.disposition, new.note.clone(), meeting, by, work.now)).await
}

/// What a disposition does besides changing the client's own record; gives back the meeting that it booked.
async fn further(
    work: &Work<'_>,
    call: &Call,
    client: Client,
    hunter: Option<User>,
    disposition: &Disposition,
) -> Result<Option<MeetingId>> {
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

async fn raise(work: &Work<'_>, kind: SignalKind, call: &Call, facts: Facts) -> Result<()> {
    signals::raise(work, NewSignal { kind, subject: call.id.to_string(), user_id: call.user_id, unit: UnitCode::CallCentre, facts })
        .await?;
    Ok(())
}
