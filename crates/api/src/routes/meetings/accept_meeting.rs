//! `POST /v1/meetings/{id}/accept`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};

/// Accept a held meeting.
///
/// The meeting counts for the call centre, and the client becomes the hunter's prospect.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/accept")]
pub async fn accept_meeting(ctx: Data<Ctx>, caller: Caller, target: Target<MeetingKey>, _: Nothing) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::accept_meeting(&ctx, &caller, *target).await?))
}
