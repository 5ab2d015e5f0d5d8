//! The client was asked the day before, and comes.

use domain::access::Action;
use domain::meetings::Meeting;

use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// Confirms it; a repeat is harmless.
pub async fn confirm_meeting(ctx: &Ctx, actor: &Actor, asked: Asked) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (_, meeting) = lock(work, Action::BookMeeting, asked, Meeting::standing).await?;
        work.apply(meeting.confirm()?).await
    })
    .await
}
