//! `POST /v1/meetings/{id}/resolve`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::ResolveMeeting;

/// Decide a disputed rejection.
///
/// The call-centre administrator and the head of active sales decide together; where they disagree, the director does.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/resolve")]
pub async fn resolve_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveMeeting>,
    target: Target<MeetingKey>,
    body: Json<ResolveMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::resolve_meeting(&ctx, &caller, *target, body.0.accepts(), body.0.comment).await?))
}
