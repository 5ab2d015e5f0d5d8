//! `POST /v1/calls/{id}/match`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::call::{Call, CallKey, CallMatch};
use crate::wire::path_id;

/// Assign a call to a client.
///
/// The call then has the effects that it would have had at once. A call that has a client already keeps that client (`call_matched`).
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/match")]
pub async fn match_call(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveCall>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<CallMatch>,
) -> Result<Answer<Call>, Problem> {
    Ok(Answer::ok(app::calling::match_call(&ctx, &caller, path_id(&id)?, expected.0, body.0.client_id.0).await?))
}
