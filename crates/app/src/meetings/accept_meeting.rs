//! The call centre has done its work: the client is the hunter's prospect (C12), by his word or by silence (N-9b).

use super::prelude::*;

/// Accepts it; a repeat is harmless.
pub async fn accept_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, target, Meeting::holding).await?;
        end(work, client, meeting.accept(work.now)?, MeetingResult::Accepted).await
    })
    .await
}

/// Accepts it for a hunter who said nothing in time; somebody who has answered meanwhile is not contradicted.
pub async fn accept_silently(ctx: &Ctx, id: MeetingId) -> Result<()> {
    ctx.write(&Actor::system(), async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, id.into(), Meeting::holding).await?;
        if meeting.accept_due_at.is_some_and(|due| due <= work.now) {
            end(work, client, meeting.accept(work.now)?, MeetingResult::Accepted).await?;
        }
        Ok(())
    })
    .await
}
