//! `/v1/sandbox/clock`: shown, moved.

use crate::routes::prelude::*;
use crate::wire::sandbox::{ClockAdvance, SandboxClock};

/// Show the sandbox clock.
///
/// In sandbox mode only; the clock stands still between advances.
#[utoipa::path(tag = "sandbox", responses((status = 200, body = SandboxClock)))]
#[get("/sandbox/clock")]
pub async fn get_sandbox_clock(ctx: Data<Ctx>, _: Caller) -> Answered<SandboxClock> {
    Ok(Answer::plain(app::sandbox::now(&ctx)?))
}

/// Move the sandbox clock.
///
/// Runs every time-driven rule that falls due on the way, in order, before it answers. Moving back is possible only while there is no
/// client.
#[utoipa::path(tag = "sandbox", responses((status = 200, body = SandboxClock)))]
#[post("/sandbox/clock/advance")]
pub async fn advance_sandbox_clock(
    ctx: Data<Ctx>,
    caller: May<permission::RunSandbox>,
    body: Json<ClockAdvance>,
) -> Answered<SandboxClock> {
    Ok(Answer::plain(app::sandbox::advance(&ctx, &caller, body.0.into()).await?))
}
