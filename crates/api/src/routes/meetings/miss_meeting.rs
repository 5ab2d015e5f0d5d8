//! `POST /v1/meetings/{id}/no-show`

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

/// Mark a meeting as a no-show.
///
/// After the second no-show the client is postponed for two weeks.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/no-show")]
pub async fn miss_meeting(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Meeting>, Problem> {
    let asked = app::meetings::Asked { id: path_id(&id)?, expected: expected.0 };
    Ok(Answer::ok(app::meetings::miss_meeting(&ctx, &caller, asked).await?))
}
