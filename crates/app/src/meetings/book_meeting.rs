//! Books a meeting.

use domain::ClientId;
use domain::access::Role;
use domain::clients::Qualification;
use domain::meetings::MeetingKind;
use domain::meetings::booking::{BookingRequest, check_no_open_first};

use super::book::{self, Booking};
use super::prelude::*;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewBooking {
    /// Whom to meet.
    pub client_id: ClientId,
    /// What the meeting is for.
    pub kind: MeetingKind,
    /// With whom, when and where.
    pub request: BookingRequest,
    /// The checklist of C8, for a client who is not qualified yet.
    pub qualification: Option<Qualification>,
}

/// Books it. First meetings are booked by the call centre or the head of active sales; whoever meets his client again, or one to whom
/// he sells or may sell (E-7), books that himself (§6).
pub async fn book_meeting(ctx: &Ctx, actor: &Actor, new: NewBooking) -> Result<Meeting> {
    actor.may(Action::BookMeeting)?;
    let sellers_own = new.kind != MeetingKind::First && actor.user() == Some(new.request.hunter_id);
    let books_first = [Role::CallManager, Role::CallCentreAdmin, Role::HeadActiveSales].iter().any(|role| actor.is(*role));
    if new.kind == MeetingKind::First && !books_first {
        return Err(AppError::Forbidden(Action::BookMeeting));
    }
    ctx.write(actor, async |work| {
        let hunter = book::hunter(work, new.request.hunter_id, new.kind, "/hunter_id").await?;
        let client = work.lock_named("/client_id", new.client_id).await?;
        let mut standing = client.standing_of_offer(actor.user().filter(|_| sellers_own && actor.is(Role::Hunter)));
        if sellers_own {
            standing.people.extend(work.opportunities().open_of(client.id).await?.into_iter().map(|deal| deal.owner_id));
        }
        if let Err(refused) = actor.authorise(Action::BookMeeting, &standing) {
            // By his own booking the client went to the hunter: whoever repeats it gets that meeting's id, not a 403.
            let open = if new.kind == MeetingKind::First { work.meetings().open_first(client.id).await? } else { None };
            check_no_open_first(new.kind, open.filter(|meeting| actor.user() == Some(meeting.booked_by)).map(|meeting| meeting.id))?;
            actor.authorise(Action::BookMeeting, &crate::queue::with_holder(work, client.id, standing).await?).map_err(|_| refused)?;
        }
        let NewBooking { kind, request, qualification, .. } = new.clone();
        let booking = Booking { kind, request, qualification, call_id: None, at: "" };
        book::book(work, client, &hunter, booking).await.map(|(_, meeting)| meeting)
    })
    .await
}
