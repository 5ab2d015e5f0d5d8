//! The call centre says that a rejected meeting was good (E-20).

use super::prelude::*;

/// Disputes the rejection; a repeat is harmless.
pub async fn dispute_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>, comment: Option<String>) -> Result<Meeting> {
    let by = actor.person_for(Action::DisputeMeeting)?;
    ctx.write(actor, async |work| {
        let (_, meeting) = lock(work, Action::DisputeMeeting, target, Meeting::standing).await?;
        work.apply(meeting.dispute(by, comment.clone(), work.decision_context())?).await
    })
    .await
}
