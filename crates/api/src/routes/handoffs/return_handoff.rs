//! `POST /v1/handoffs/{id}/return`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::ReturnHandoff;

/// Return a proposed handoff.
///
/// Before the answer is due and with a reason; after two returns the next one escalates the handoff to the head.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/return")]
pub async fn return_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::TakeHandoff>,
    target: Target<HandoffKey>,
    body: Json<ReturnHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::return_handoff(&ctx, &caller, *target, body.0.reason.0, body.0.comment).await?))
}
