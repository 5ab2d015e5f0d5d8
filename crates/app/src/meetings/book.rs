//! Shared steps: a slot of a hunter is taken for a client (§3.4, C9, E-16). The disposition of a call and the booking itself come here.

use domain::clients::{Client, Contact, Qualification};
use domain::meetings::booking::{BookingRequest, MeetingContact, NewMeeting, Slot, check_no_open_first, may_hold};
use domain::meetings::{Meeting, MeetingKind, effect};
use domain::org::User;
use domain::{CallId, ContactId, DecisionContext, Event, EventName, UserId};

use crate::clients::curate;
use crate::{AppError, Work};

/// What is to be booked.
#[derive(Clone, Debug)]
pub struct Booking {
    pub kind: MeetingKind,
    pub wish: BookingRequest,
    /// The checklist of C8, where it comes with the booking.
    pub qualification: Option<Qualification>,
    /// The call in which it was agreed.
    pub call_id: Option<CallId>,
    /// Where the wish stands in the request, for pointers.
    pub at: &'static str,
}

/// Whoever is to hold the meeting, locked: his calendar is nobody else's now. First in the lock order, before the client.
pub async fn hunter(work: &Work<'_>, id: UserId, kind: MeetingKind, pointer: &str) -> Result<User, AppError> {
    let user = work.users().lock(id).await?.filter(|user| may_hold(user, kind));
    user.ok_or_else(|| AppError::field(pointer, "no_hunter", format!("nobody with this id holds {kind} meetings")))
}

/// Books it; a first meeting moves the client, and its hunter answers for him from now on (§3.13).
pub async fn book(work: &Work<'_>, client: Client, hunter: &User, booking: Booking) -> Result<(Client, Meeting), AppError> {
    client.ensure_live()?;
    let Booking { kind, wish, qualification, call_id, at } = booking;
    let first = match kind {
        MeetingKind::First => work.meetings().open_first(client.id).await?,
        MeetingKind::FollowUp | MeetingKind::Intro | MeetingKind::KeyVisit => None,
    };
    check_no_open_first(kind, first.map(|meeting| meeting.id))?;
    let slot = Slot::new(wish.starts_at, wish.ends_at, work.norms);
    let others = work.meetings().of_hunter(hunter.id, slot.with_travel(work.norms)).await?;
    let new = NewMeeting {
        id: work.id(),
        client_id: client.id,
        kind,
        booked_by: work.actor.user().unwrap_or(hunter.id),
        hunter_id: hunter.id,
        contact_id: None,
        call_id,
        slot,
        place: wish.place,
    };
    let mut decided = Meeting::book(new, &others, rules(work))?;
    let client =
        if kind == MeetingKind::First { work.apply(effect::book_first_meeting(client, qualification, work.now)?).await? } else { client };
    decided.state.contact_id = Some(host(work, &client, &wish.contact, &format!("{at}/contact")).await?);
    let meeting = work.apply(decided).await?;
    let client = if kind == MeetingKind::First { curate::set_curator(work, client, hunter.id, "meeting_booked").await? } else { client };
    Ok((client, meeting))
}

/// The person to be met: one of the client's, or a new one of his.
pub async fn host(work: &Work<'_>, client: &Client, host: &MeetingContact, pointer: &str) -> Result<ContactId, AppError> {
    match host {
        MeetingContact::Known(id) => {
            let known = work.contacts().find(client.id, *id).await?;
            known
                .map(|contact| contact.id)
                .ok_or_else(|| AppError::field(format!("{pointer}_id"), "unknown", "this client has no such contact"))
        }
        MeetingContact::Named { name, position, decision_maker, phones } => {
            let contact = Contact {
                id: work.id(),
                version: 0,
                client_id: client.id,
                name: name.clone(),
                position: position.clone(),
                influence: None,
                decision_maker: *decision_maker,
                phones: phones.clone(),
                emails: Vec::new(),
                birthday: None,
                do_not_contact: false,
                created_at: work.now,
            };
            let event = Event::new(EventName::ContactAdded, contact.id, Some(client.id)).with("decision_maker", *decision_maker);
            Ok(work.save(contact, event).await?.id)
        }
    }
}

/// The day and the rules, for the domain.
pub(super) fn rules<'w>(work: &Work<'w>) -> DecisionContext<'w> {
    DecisionContext { now: work.now, norms: work.norms, calendar: work.calendar }
}
