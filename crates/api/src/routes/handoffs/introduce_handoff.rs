//! `POST /v1/handoffs/{id}/introduce`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::IntroduceHandoff;

/// Record the introduction of the farmer.
///
/// A visit or a three-way call, also recorded in the contact history of the client.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/introduce")]
pub async fn introduce_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::IntroduceHandoff>,
    target: Target<HandoffKey>,
    body: Json<IntroduceHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::introduce_handoff(&ctx, &caller, *target, body.0.into()).await?))
}
