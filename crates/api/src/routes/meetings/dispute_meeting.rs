//! `POST /v1/meetings/{id}/dispute`

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
use crate::wire::meeting_command::DisputeMeeting;
use crate::wire::path_id;

/// Dispute the rejection of a meeting.
///
/// Within two business days of the rejection, and once. Both sides then decide by `resolve`.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/dispute")]
pub async fn dispute_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeMeeting>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<DisputeMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::dispute_meeting(&ctx, &caller, asked, body.0.comment).await?))
}
