//! `POST /v1/sandbox/clock/advance`

use actix_web::{post, web::Data};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::sandbox::{ClockAdvance, SandboxClock};

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
) -> Result<Answer<SandboxClock>, Problem> {
    Ok(Answer::plain(app::sandbox::advance(&ctx, &caller, body.0.into()).await?))
}
