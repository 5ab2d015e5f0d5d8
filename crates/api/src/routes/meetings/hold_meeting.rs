//! `POST /v1/meetings/{id}/hold`

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

/// Mark a meeting as held.
///
/// The meeting counts as a contact. 409 `too_early` before it begins. Accept or reject it afterwards; without an answer it counts as
/// accepted after one business day.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/hold")]
pub async fn hold_meeting(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::hold_meeting(&ctx, &caller, asked).await?))
}
