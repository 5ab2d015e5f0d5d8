//! `POST /v1/meetings/{id}/reschedule`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::RescheduleMeeting;

/// Move a meeting to another time.
///
/// The meeting keeps its id; 409 `slot_taken` names the meeting in the way. The third time the meeting is cancelled instead.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/reschedule")]
pub async fn reschedule_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::BookMeeting>,
    target: Target<MeetingKey>,
    body: Json<RescheduleMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::reschedule_meeting(&ctx, &caller, *target, body.0.read()?).await?))
}
