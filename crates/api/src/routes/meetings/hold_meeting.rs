//! `POST /v1/meetings/{id}/hold`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};

/// Mark a meeting as held.
///
/// The meeting counts as a contact. 409 `too_early` before it begins. Accept or reject it afterwards; without an answer it counts as
/// accepted after one business day.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/hold")]
pub async fn hold_meeting(ctx: Data<Ctx>, caller: Caller, target: Target<MeetingKey>, _: Nothing) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::hold_meeting(&ctx, &caller, *target).await?))
}
