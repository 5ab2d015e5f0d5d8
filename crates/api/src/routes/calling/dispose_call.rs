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

/// Give a call its disposition.
///
/// Says what the call led to. You may change your own disposition for a day, after that only the call-centre administrator may. If somebody
/// else has given one already, it stands and yours is flagged as a conflict. 409 `meeting_exists` if the client has an open first meeting.
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
