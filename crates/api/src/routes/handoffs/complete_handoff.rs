//! `POST /v1/handoffs/{id}/complete`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};

/// Complete a handoff.
///
/// The new account owner must have spoken with the client since the introduction; that first contact also completes the handoff by itself.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/complete")]
pub async fn complete_handoff(ctx: Data<Ctx>, caller: Caller, target: Target<HandoffKey>, _: Nothing) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::complete_handoff(&ctx, &caller, *target).await?))
}
