//! `POST /v1/meetings/{id}/reschedule`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::call::MeetingKey;
use crate::wire::meeting::Meeting;
use crate::wire::meeting_command::RescheduleMeeting;
use crate::wire::path_id;

/// Move a meeting to another time.
///
/// The meeting keeps its id; 409 `slot_taken` names the meeting in the way. The third time the meeting is cancelled instead.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/reschedule")]
pub async fn reschedule_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::BookMeeting>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<RescheduleMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::reschedule_meeting(&ctx, &caller, asked, body.0.read()?).await?))
}
