//! `POST /v1/handoffs/{id}/accept`

use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use crate::wire::handoff_command::AcceptHandoff;

/// Accept a handoff.
///
/// From now on the farmer (account manager) answers for the client; 409 `portfolio_full` if the portfolio has reached its maximum.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/accept")]
pub async fn accept_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::TakeHandoff>,
    target: Target<HandoffKey>,
    body: Json<AcceptHandoff>,
) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::accept_handoff(&ctx, &caller, *target, body.0.r#override).await?))
}
