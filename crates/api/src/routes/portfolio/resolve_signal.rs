//! `POST /v1/signals/{id}/resolve`

use crate::routes::prelude::*;
use crate::wire::signal::{Signal, SignalKey};

/// Resolve a signal.
///
/// Says that it was dealt with. If its cause goes on, the next night raises another.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[post("/signals/{id}/resolve")]
pub async fn resolve_signal(ctx: Data<Ctx>, caller: Caller, target: Target<SignalKey>, _: Nothing) -> Answered<Signal> {
    Ok(Answer::ok(app::portfolio::resolve_signal(&ctx, &caller, *target).await?))
}
