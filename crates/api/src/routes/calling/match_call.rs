//! `POST /v1/calls/{id}/match`

use crate::routes::prelude::*;
use crate::wire::call::{Call, CallKey, CallMatch};

/// Assign a call to a client.
///
/// The call then has the effects that it would have had at once. A call that has a client already keeps that client (`call_matched`).
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/match")]
pub async fn match_call(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveCall>,
    target: Target<CallKey>,
    body: Json<CallMatch>,
) -> Answered<Call> {
    Ok(Answer::ok(app::calling::match_call(&ctx, &caller, *target, body.0.client_id.0).await?))
}
