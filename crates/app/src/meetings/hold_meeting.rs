//! A meeting took place: people met, which is a contact (§3.1a).

use domain::access::Action;
use domain::clients::{Client, RecordStatus};
use domain::meetings::Meeting;

use super::lock::{Asked, lock};
use super::{book, ending};
use crate::clients::contact;
use crate::{Actor, AppError, Ctx};

/// Marks it held; a repeat is harmless.
pub async fn hold_meeting(ctx: &Ctx, actor: &Actor, asked: Asked) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, asked, Meeting::holding).await?;
        let decided = meeting.hold(book::rules(work))?;
        let news = !decided.events.is_empty();
        let meeting = work.apply(decided).await?;
        if news && client.record_status == RecordStatus::Live {
            ending::answered(work, &meeting).await?;
            // Whoever came is nobody who does not come (C10).
            contact::log(work, Client { no_shows: 0, ..client }, meeting.as_activity(work.id(), work.now)).await?;
        }
        Ok(meeting)
    })
    .await
}
