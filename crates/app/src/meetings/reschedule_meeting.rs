//! Moves a meeting: the same meeting at another time (E-49). Once too often, and it is cancelled.

use domain::Instant;
use domain::access::Action;
use domain::meetings::booking::Slot;
use domain::meetings::effect::MeetingResult;
use domain::meetings::{Meeting, MeetingState};

use super::lock::{Asked, lock};
use super::{book, ending};
use crate::{Actor, AppError, Ctx};

/// When and where instead.
#[derive(Clone, Debug)]
pub struct NewSlot {
    pub starts_at: Instant,
    pub ends_at: Option<Instant>,
    pub place: Option<String>,
}

/// Moves it.
pub async fn reschedule_meeting(ctx: &Ctx, actor: &Actor, asked: Asked, to: NewSlot) -> Result<Meeting, AppError> {
    actor.may(Action::BookMeeting)?;
    ctx.write(actor, async |work| {
        // Lock order: the hunter, whose calendar it is, then client and meeting.
        let seen = work.meetings().find(asked.id).await?.ok_or(AppError::NotFound("meeting"))?;
        work.users().lock(seen.hunter_id).await?;
        let (client, meeting) = lock(work, Action::BookMeeting, asked, Meeting::standing).await?;
        // Where no end is told it takes as long as before.
        let ends_at = to.ends_at.unwrap_or(to.starts_at + (meeting.ends_at - meeting.starts_at));
        let slot = Slot { starts_at: to.starts_at, ends_at };
        let others = work.meetings().of_hunter(meeting.hunter_id, slot.with_travel(work.norms)).await?;
        let decided = meeting.reschedule(slot, to.place.clone(), &others, book::rules(work))?;
        if decided.state.state == MeetingState::Cancelled {
            return ending::end(work, client, decided, MeetingResult::Cancelled).await;
        }
        ending::answered(work, &decided.state).await?;
        work.apply(decided).await
    })
    .await
}
