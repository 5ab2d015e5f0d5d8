//! `POST /v1/calls/{id}/disposition`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::call::{Call, CallKey};
use crate::wire::disposition::Disposition;
use crate::wire::path_id;

/// Say what came of a call.
///
/// Your own word may be changed for a day, then only by the administrator; another person's word stands and yours is flagged. A second first meeting is `meeting_exists`.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/disposition")]
pub async fn dispose_call(
    ctx: Data<Ctx>,
    caller: May<permission::DisposeCall>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<Disposition>,
) -> Result<Answer<Call>, Problem> {
    Ok(Answer::ok(app::calling::dispose_call(&ctx, &caller, path_id(&id)?, expected.0, body.0.read(&ctx.company.region)?).await?))
}
