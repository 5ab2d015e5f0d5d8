//! Books a meeting.

use domain::ClientId;
use domain::access::{Action, Role};
use domain::clients::Qualification;
use domain::meetings::booking::{BookingRequest, check_no_open_first};
use domain::meetings::{Meeting, MeetingKind};

use super::book::{self, Booking};
use crate::{Actor, AppError, Ctx};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewBooking {
    pub client_id: ClientId,
    pub kind: MeetingKind,
    pub wish: BookingRequest,
    pub qualification: Option<Qualification>,
}

/// Books it. First meetings are the call centre's, or a head's; who meets his client again, or one to whom he sells or may (E-7),
/// books that himself (§6).
pub async fn book_meeting(ctx: &Ctx, actor: &Actor, new: NewBooking) -> Result<Meeting, AppError> {
    actor.may(Action::BookMeeting)?;
    let sellers_own = new.kind != MeetingKind::First && actor.user() == Some(new.wish.hunter_id);
    let books_first = [Role::CallManager, Role::CallCentreAdmin, Role::HeadActiveSales].iter().any(|role| actor.is(*role));
    if new.kind == MeetingKind::First && !books_first {
        return Err(AppError::Forbidden(Action::BookMeeting));
    }
    ctx.write(actor, async |work| {
        let hunter = book::hunter(work, new.wish.hunter_id, new.kind, "/hunter_id").await?;
        let client =
            work.clients().lock(new.client_id).await?.ok_or_else(|| AppError::field("/client_id", "unknown", "there is no such client"))?;
        let mut standing = client.standing_of_offer(actor.user().filter(|_| sellers_own && actor.is(Role::Hunter)));
        if sellers_own {
            standing.people.extend(work.opportunities().open_of(client.id).await?.into_iter().map(|deal| deal.owner_id));
        }
        if let Err(refused) = actor.authorise(Action::BookMeeting, &standing) {
            // By his own booking the client went to the hunter: who asks again hears of it, not of his rights.
            let open = if new.kind == MeetingKind::First { work.meetings().open_first(client.id).await? } else { None };
            check_no_open_first(new.kind, open.filter(|meeting| actor.user() == Some(meeting.booked_by)).map(|meeting| meeting.id))?;
            return Err(refused);
        }
        let booking = Booking { kind: new.kind, wish: new.wish.clone(), qualification: new.qualification.clone(), call_id: None, at: "" };
        book::book(work, client, &hunter, booking).await.map(|(_, meeting)| meeting)
    })
    .await
}
