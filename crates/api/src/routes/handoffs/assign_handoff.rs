//! `POST /v1/handoffs/{id}/assign`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::AssignHandoff;

/// Assign an escalated handoff.
///
/// The head decides who takes the client over; that person cannot refuse.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/assign")]
pub async fn assign_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ForceHandoff>,
    target: Target<HandoffKey>,
    body: Json<AssignHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::assign_handoff(&ctx, &caller, *target, body.0.to_user_id.0, body.0.r#override).await?))
}
