//! `POST /v1/meetings/{id}/cancel`

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
use crate::wire::meeting_command::CancelMeeting;
use crate::wire::path_id;

/// Cancel a meeting.
///
/// After a cancelled first meeting the client goes back to the call centre.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/cancel")]
pub async fn cancel_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::BookMeeting>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<CancelMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::cancel_meeting(&ctx, &caller, asked, body.0.reason).await?))
}
