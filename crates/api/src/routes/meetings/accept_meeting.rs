//! `POST /v1/meetings/{id}/accept`

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

/// Accept a held meeting.
///
/// The meeting counts for the call centre, and the client becomes the hunter's prospect.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/accept")]
pub async fn accept_meeting(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::accept_meeting(&ctx, &caller, asked).await?))
}
