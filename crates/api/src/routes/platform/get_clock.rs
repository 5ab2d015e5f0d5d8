//! `GET /v1/sandbox/clock`

use actix_web::{get, web::Data};
use app::{Actor, Ctx};

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::sandbox::SandboxClock;

/// Show the sandbox clock.
///
/// In sandbox mode only; the clock stands still between advances.
#[utoipa::path(tag = "sandbox", responses((status = 200, body = SandboxClock)))]
#[get("/sandbox/clock")]
pub async fn get_sandbox_clock(ctx: Data<Ctx>, caller: Caller) -> Result<Answer<SandboxClock>, Problem> {
    let _: &Actor = &caller;
    Ok(Answer::plain(app::sandbox::now(&ctx)?))
}
