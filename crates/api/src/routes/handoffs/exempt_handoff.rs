//! `POST /v1/handoffs/{id}/exempt`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::activity::HandoffKey;
use crate::wire::handoff::Handoff;
use crate::wire::handoff_command::ExemptHandoff;
use crate::wire::path_id;

/// Leave a client with the hunter for a while.
///
/// By the director, at most twice for a handoff; the handoff is prepared again afterwards.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[post("/handoffs/{id}/exempt")]
pub async fn exempt_handoff(
    ctx: Data<Ctx>,
    caller: May<permission::ExemptHandoff>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<ExemptHandoff>,
) -> Result<Answer<Handoff>, Problem> {
    Ok(Answer::ok(app::handoffs::exempt_handoff(&ctx, &caller, path_id(&id)?, expected.0, body.0.into()).await?))
}
