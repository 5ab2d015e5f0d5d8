//! The hunter says that the call centre has not done its work (C11, E-20).

use domain::meetings::RejectReason;

use super::prelude::*;

/// Rejects it; the client goes back to the call centre.
pub async fn reject_meeting(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<MeetingId>,
    reason: RejectReason,
    comment: Option<String>,
) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, target, Meeting::holding).await?;
        end(work, client, meeting.reject(reason, comment.clone(), work.now)?, MeetingResult::Rejected).await
    })
    .await
}
