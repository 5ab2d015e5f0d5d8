//! `POST /v1/meetings/{id}/no-show`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};

/// Mark a meeting as a no-show.
///
/// After the second no-show the client is postponed for two weeks.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/no-show")]
pub async fn miss_meeting(ctx: Data<Ctx>, caller: Caller, target: Target<MeetingKey>, _: Nothing) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::miss_meeting(&ctx, &caller, *target).await?))
}
