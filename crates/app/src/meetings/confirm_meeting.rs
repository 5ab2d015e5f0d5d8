//! The client was asked the day before, and comes.

use super::prelude::*;

/// Confirms it; a repeat is harmless.
pub async fn confirm_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (_, meeting) = lock(work, Action::BookMeeting, target, Meeting::standing).await?;
        work.apply(meeting.confirm()?).await
    })
    .await
}
