//! `POST /v1/meetings/{id}/confirm`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};

/// Confirm a meeting.
///
/// The client was asked the day before and will come. Confirming twice is harmless.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/confirm")]
pub async fn confirm_meeting(ctx: Data<Ctx>, caller: Caller, target: Target<MeetingKey>, _: Nothing) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::confirm_meeting(&ctx, &caller, *target).await?))
}
