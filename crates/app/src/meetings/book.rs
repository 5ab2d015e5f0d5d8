//! Shared steps: a slot of a hunter is taken for a client (§3.4, C9, E-16), by the disposition of a call or by a booking alone.

use domain::clients::{Contact, Qualification};
use domain::meetings::booking::{BookingRequest, MeetingContact, NewMeeting, Slot, check_no_open_first, may_hold};
use domain::meetings::{Meeting, MeetingKind, effect};
use domain::org::User;
use domain::{CallId, ContactId, UserId};

use crate::clients::{contact_named, curate};
use crate::prelude::*;
use crate::queue;

/// What is to be booked.
#[derive(Clone, Debug)]
pub struct Booking {
    /// What the meeting is for.
    pub kind: MeetingKind,
    /// With whom, when and where.
    pub request: BookingRequest,
    /// The checklist of C8, where it comes with the booking.
    pub qualification: Option<Qualification>,
    /// The call in which it was agreed.
    pub call_id: Option<CallId>,
    /// Pointer to the booking in the body of the request; it begins the pointers of errors.
    pub at: &'static str,
}

/// Whoever is to hold the meeting, locked, so that nobody else books him meanwhile. First in the lock order, before the client.
pub async fn hunter(work: &Work<'_>, id: UserId, kind: MeetingKind, pointer: &str) -> Result<User> {
    let user = work.lock_if_there(id).await?.filter(|user| may_hold(user, kind));
    user.ok_or_else(|| AppError::field(pointer, "no_hunter", format!("nobody with this id holds {kind} meetings")))
}

/// Books it; a first meeting moves the client, and its hunter answers for him from now on (§3.13).
pub async fn book(work: &Work<'_>, client: Client, hunter: &User, booking: Booking) -> Result<(Client, Meeting)> {
    client.ensure_live()?;
    let Booking { kind, request, qualification, call_id, at } = booking;
    let is_first = kind == MeetingKind::First;
    let open = if is_first { work.meetings().open_first(client.id).await? } else { None };
    check_no_open_first(kind, open.map(|meeting| meeting.id))?;
    let slot = Slot::new(request.starts_at, request.ends_at, work.norms);
    let others = work.meetings().of_hunters([hunter.id], slot.with_travel(work.norms)).await?;
    let new = NewMeeting {
        id: work.id(),
        client_id: client.id,
        kind,
        booked_by: work.actor.user().unwrap_or(hunter.id),
        hunter_id: hunter.id,
        contact_id: None,
        call_id,
        slot,
        place: request.place,
    };
    let mut decided = Meeting::book(new, &others, work.decision_context())?;
    let client = if is_first { work.apply(effect::book_first_meeting(client, qualification, work.now)?).await? } else { client };
    if is_first {
        queue::left(work, std::slice::from_ref(&client)).await?;
    }
    decided.state.contact_id = Some(host(work, &client, &request.contact, &format!("{at}/contact")).await?);
    let meeting = work.apply(decided).await?;
    let client = if is_first { curate::set_curator(work, client, (hunter.id, hunter.unit), "meeting_booked").await? } else { client };
    Ok((client, meeting))
}

/// The person to be met: one of the client's, or a new one of his.
pub async fn host(work: &Work<'_>, client: &Client, host: &MeetingContact, pointer: &str) -> Result<ContactId> {
    match host {
        MeetingContact::Known(id) => Ok(contact_named(work, client.id, *id, &format!("{pointer}_id")).await?.id),
        MeetingContact::Named { name, position, decision_maker, phones } => {
            let contact = Contact {
                id: work.id(),
                version: 0,
                client_id: client.id,
                external_id: None,
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
