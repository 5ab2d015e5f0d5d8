//! `POST /v1/signals/{id}/acknowledge`

use crate::routes::prelude::*;
use crate::wire::signal::{Signal, SignalKey};

/// Acknowledge a signal.
///
/// Says that somebody has seen it; the signal stays until it is resolved.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[post("/signals/{id}/acknowledge")]
pub async fn acknowledge_signal(ctx: Data<Ctx>, caller: Caller, target: Target<SignalKey>, _: Nothing) -> Answered<Signal> {
    Ok(Answer::ok(app::portfolio::acknowledge_signal(&ctx, &caller, *target).await?))
}
