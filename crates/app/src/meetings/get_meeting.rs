//! Shows a meeting.

use domain::MeetingId;
use domain::access::Action;
use domain::meetings::Meeting;

use crate::{Actor, AppError, Ctx};

/// The meeting, or [`AppError::NotFound`].
pub async fn get_meeting(ctx: &Ctx, actor: &Actor, id: MeetingId) -> Result<Meeting, AppError> {
    actor.may(Action::ReadCalls)?;
    ctx.read().meetings().find(id).await?.ok_or(AppError::NotFound("meeting"))
}
