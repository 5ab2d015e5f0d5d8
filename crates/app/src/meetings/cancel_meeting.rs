//! Gives a meeting up before it began or without anybody knowing (C10).

use super::prelude::*;

/// Cancels it, with a reason; a repeat for the same one is harmless.
pub async fn cancel_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>, reason: &str) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::BookMeeting, target, Meeting::standing).await?;
        end(work, client, meeting.cancel(reason)?, MeetingResult::Cancelled).await
    })
    .await
}
