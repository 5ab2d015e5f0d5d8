//! A meeting took place: people met, which is a contact (§3.1a).

use domain::clients::RecordStatus;

use super::prelude::*;
use crate::clients::contact;

/// Marks it held; a repeat is harmless.
pub async fn hold_meeting(ctx: &Ctx, actor: &Actor, target: Target<MeetingId>) -> Result<Meeting> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, target, Meeting::holding).await?;
        let decided = meeting.hold(work.decision_context())?;
        let news = !decided.events.is_empty();
        let meeting = work.apply(decided).await?;
        if news && client.record_status == RecordStatus::Live {
            resolve_signal(work, &meeting).await?;
            // The no-shows of a client are counted from his last meeting on (C10).
            contact::log(work, Client { no_shows: 0, ..client }, meeting.as_activity(work.id(), work.now)).await?;
        }
        Ok(meeting)
    })
    .await
}
