//! `POST /v1/handoffs/{id}/complete`

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

/// Complete a handoff.
///
/// The new account owner must have spoken with the client since the introduction; that first contact also completes the handoff by itself.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/complete")]
pub async fn complete_handoff(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::complete_handoff(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
