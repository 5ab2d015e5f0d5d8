//! `POST /v1/handoffs/{id}/exempt`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::ExemptHandoff;

/// Leave a client with the hunter for a while.
///
/// By the director, at most twice for a handoff; the handoff is prepared again afterwards.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/exempt")]
pub async fn exempt_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ExemptHandoff>,
    target: Target<HandoffKey>,
    body: Json<ExemptHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::exempt_handoff(&ctx, &caller, *target, body.0.until_on, &body.0.reason).await?))
}
