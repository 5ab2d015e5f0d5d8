//! `POST /v1/meetings/{id}/confirm`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::call::MeetingKey;
use crate::wire::meeting::Meeting;
use crate::wire::path_id;

/// Confirm a meeting.
///
/// The client was asked the day before and will come. Confirming twice is harmless.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/confirm")]
pub async fn confirm_meeting(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::confirm_meeting(&ctx, &caller, asked).await?))
}
