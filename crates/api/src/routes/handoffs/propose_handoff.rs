//! `POST /v1/handoffs/{id}/propose`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::ProposeHandoff;

/// Propose a handoff to a farmer.
///
/// The first sale must be paid, every item of the checklist told, and the handoff rehearsed. If no farmer has room, the head decides.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/propose")]
pub async fn propose_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ProposeHandoff>,
    target: Target<HandoffKey>,
    body: Json<ProposeHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::propose_handoff(&ctx, &caller, *target, body.0.into()).await?))
}
