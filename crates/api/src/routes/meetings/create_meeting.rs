//! `POST /v1/meetings`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::meeting::Meeting;
use crate::wire::meeting_command::NewMeeting;

/// Book a meeting.
///
/// First meetings are booked by the call centre: one open first meeting a client (`meeting_exists` names it), at most 14 days ahead, with
/// an hour of travel between two meetings of a hunter (`slot_taken`). The client must be qualified, or `qualification` be given.
#[utoipa::path(tag = "meetings", responses((status = 201, body = Meeting)))]
#[post("/meetings")]
pub async fn create_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::BookMeeting>,
    body: Json<NewMeeting>,
) -> Result<Answer<Meeting>, Problem> {
    let meeting = app::meetings::book_meeting(&ctx, &caller, body.0.read(&ctx.company.region)?).await?;
    Ok(Answer::created(format!("/v1/meetings/{}", meeting.id), meeting))
}
