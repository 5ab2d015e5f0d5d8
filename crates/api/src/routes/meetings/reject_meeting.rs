//! `POST /v1/meetings/{id}/reject`

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
use crate::wire::meeting_command::RejectMeeting;
use crate::wire::path_id;

/// Reject a held meeting.
///
/// The client goes back to the call centre, which may dispute the rejection.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/reject")]
pub async fn reject_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::HoldMeeting>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<RejectMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::reject_meeting(&ctx, &caller, asked, body.0.into()).await?))
}
