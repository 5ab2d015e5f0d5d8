//! `POST /v1/handoffs/{id}/cancel`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::activity::HandoffKey;
use crate::wire::handoff::Handoff;
use crate::wire::path_id;

/// Cancel a handoff.
///
/// For a client who did not buy after all; refused once the first sale stands.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/cancel")]
pub async fn cancel_handoff(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::cancel_handoff(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
