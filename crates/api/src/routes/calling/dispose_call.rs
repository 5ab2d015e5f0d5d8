//! `POST /v1/calls/{id}/disposition`

use crate::routes::prelude::*;
use crate::wire::call::{Call, CallKey};
use crate::wire::disposition::Disposition;

/// Give a call its disposition.
///
/// Says what the call led to. You may change your own disposition for a day, after that only the call-centre administrator may. If somebody
/// else has given one already, it stands and yours is flagged as a conflict. 409 `meeting_exists` if the client has an open first meeting.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/disposition")]
pub async fn dispose_call(
    ctx: Data<Ctx>,
    caller: May<permission::DisposeCall>,
    target: Target<CallKey>,
    body: Json<Disposition>,
) -> Answered<Call> {
    Ok(Answer::ok(app::calling::dispose_call(&ctx, &caller, *target, body.0.read(&ctx.company.region)?).await?))
}
