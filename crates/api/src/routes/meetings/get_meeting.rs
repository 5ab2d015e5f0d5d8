//! `GET /v1/meetings/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::call::MeetingKey;
use crate::wire::meeting::Meeting;
use crate::wire::path_id;

/// Show a meeting.
///
/// With its state, whether the hunter accepted it, and what was decided about a dispute.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[get("/meetings/{id}")]
pub async fn get_meeting(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Meeting>, Problem> {
    Ok(Answer::ok(app::meetings::get_meeting(&ctx, &caller, path_id(&id)?).await?))
}
