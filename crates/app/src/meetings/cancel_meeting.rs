//! Gives a meeting up before it began or without anybody knowing (C10).

use domain::access::Action;
use domain::meetings::Meeting;
use domain::meetings::effect::MeetingResult;

use super::ending;
use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// Cancels it, with a reason; a repeat is harmless.
pub async fn cancel_meeting(ctx: &Ctx, actor: &Actor, asked: Asked, reason: String) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::BookMeeting, asked, Meeting::standing).await?;
        ending::end(work, client, meeting.cancel(&reason)?, MeetingResult::Cancelled).await
    })
    .await
}
