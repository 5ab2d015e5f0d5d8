//! `POST /v1/sandbox/reset`

use crate::routes::prelude::*;
use crate::wire::sandbox::SandboxClock;

/// Reset the sandbox.
///
/// Clients and everything that happened are erased; people, keys, norms, plans and product lines stay. The clock goes to wall time.
#[utoipa::path(tag = "sandbox", responses((status = 200, body = SandboxClock)))]
#[post("/sandbox/reset")]
pub async fn reset_sandbox(ctx: Data<Ctx>, caller: May<permission::RunSandbox>, _: Nothing) -> Answered<SandboxClock> {
    Ok(Answer::plain(app::sandbox::reset(&ctx, &caller).await?))
}
