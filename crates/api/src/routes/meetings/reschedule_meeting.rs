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
    id: PathId<MeetingKey>,
    expected: IfMatch,
    body: Json<RescheduleMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::reschedule_meeting(&ctx, &caller, *id, expected.0, body.0.read()?).await?))
}
