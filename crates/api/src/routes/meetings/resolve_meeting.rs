//! `POST /v1/meetings/{id}/resolve`

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
use crate::wire::meeting_command::ResolveMeeting;
use crate::wire::path_id;

/// Decide a disputed rejection.
///
/// The call-centre administrator and the head of active sales decide together; where they disagree, the director does.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/resolve")]
pub async fn resolve_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveMeeting>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ResolveMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::resolve_meeting(&ctx, &caller, asked, body.0.into()).await?))
}
