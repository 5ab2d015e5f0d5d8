//! Moves a meeting: the same meeting at another time (E-49). Once too often, and it is cancelled.

use domain::Instant;
use domain::meetings::MeetingState;
use domain::meetings::booking::Slot;

use super::prelude::*;

/// When and where instead.
#[derive(Clone, Debug)]
pub struct NewSlot {
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends; `None`: it takes as long as before.
    pub ends_at: Option<Instant>,
    /// Where; `None`: where it was to take place before.
    pub place: Option<String>,
}

/// Moves it.
pub async fn reschedule_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>, to: NewSlot) -> Result<Meeting> {
    actor.may(Action::BookMeeting)?;
    ctx.write(actor, async |work| {
        // Lock order: the hunter, whose calendar it is, then client and meeting.
        let found = work.get(target.id).await?;
        work.lock_if_there(found.hunter_id).await?;
        let (client, meeting) = lock(work, Action::BookMeeting, target, Meeting::standing).await?;
        let ends_at = to.ends_at.unwrap_or(to.starts_at + (meeting.ends_at - meeting.starts_at));
        let slot = Slot { starts_at: to.starts_at, ends_at };
        let others = work.meetings().of_hunters([meeting.hunter_id], slot.with_travel(work.norms)).await?;
        let decided = meeting.reschedule(slot, to.place.clone(), &others, work.decision_context())?;
        if decided.state.state == MeetingState::Cancelled {
            return end(work, client, decided, MeetingResult::Cancelled).await;
        }
        resolve_signal(work, &decided.state).await?;
        work.apply(decided).await
    })
    .await
}
