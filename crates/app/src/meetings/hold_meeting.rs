//! A meeting took place: people met, which is a contact (§3.1a).

use domain::MeetingId;
use domain::clients::{Client, RecordStatus};
use domain::meetings::Meeting;

use super::command::lock;
use super::ending::resolve_signal;
use crate::clients::contact;
use crate::prelude::*;

/// Marks it held; a repeat is harmless.
pub async fn hold_meeting(ctx: &Ctx, actor: &Actor, id: MeetingId, expected: Option<Version>) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, (id, expected), Meeting::holding).await?;
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
