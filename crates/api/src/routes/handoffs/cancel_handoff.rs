//! `POST /v1/handoffs/{id}/cancel`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};

/// Cancel a handoff.
///
/// For a client who did not buy after all; refused once the first sale stands.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/cancel")]
pub async fn cancel_handoff(ctx: Data<Ctx>, caller: Caller, target: Target<HandoffKey>, _: Nothing) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::cancel_handoff(&ctx, &caller, *target).await?))
}
