//! Nobody came (C10).

use domain::access::Action;
use domain::meetings::Meeting;
use domain::meetings::effect::MeetingResult;

use super::ending;
use super::lock::{Asked, lock};
use crate::{Actor, AppError, Ctx};

/// Marks it as a no-show; a repeat is harmless.
pub async fn miss_meeting(ctx: &Ctx, actor: &Actor, asked: Asked) -> Result<Meeting, AppError> {
    ctx.write(actor, async |work| {
        let (client, meeting) = lock(work, Action::HoldMeeting, asked, Meeting::holding).await?;
        ending::end(work, client, meeting.no_show(work.now)?, MeetingResult::NoShow).await
    })
    .await
}
