//! Nobody came (C10).

use super::prelude::*;

/// Marks it as a no-show; a repeat is harmless.
pub async fn miss_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, target, Meeting::holding).await?;
        end(work, client, meeting.no_show(work.now)?, MeetingResult::NoShow).await
    })
    .await
}
